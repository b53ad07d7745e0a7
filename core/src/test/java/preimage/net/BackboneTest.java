package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.spec.Entry;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

class BackboneTest {
  private static final Rng RNG = Rng.of(1);

  @ParameterizedTest
  @ValueSource(ints = {28, 32, 48, 64})
  void everyBackboneFitsImagesOfThisSize(int size) {
    for (Shape image : List.of(Shape.of(1, size, size), Shape.of(3, size, size))) {
      for (var backbone : fitting(size)) {
        var g = backbone.generator(Shape.of(10), image);
        var d = backbone.critic(image);
        assertEquals(image, g.output());
        assertEquals(1, d.output().count());
        try (var generator = Network.initialise(g, backbone.initialisation(), RNG);
            var critic = Network.initialise(d, backbone.initialisation(), RNG)) {
          Scope.run(() -> {
            var made = generator.apply(RNG.normal(Shape.of(10), 0, 1));
            assertArrayEquals(image.batch(2), made.shape());
            assertArrayEquals(new long[] {2, 1}, critic.apply(made).shape());
            for (float value : made.toArray()) {
              assertEquals(0, value, 1);
            }
          });
        }
      }
    }
  }

  /** Small ones of all that make images of latents of this size. */
  private static List<Backbone> fitting(int size) {
    return Layers.BACKBONES.entries().stream()
        .map(Entry::prototype)
        .filter(b -> !(b instanceof UNet))
        .map(b ->
            switch (b) {
              case Backbone.Dcgan _ -> new Backbone.Dcgan(4);
              case AdvLatDcgan _ -> new AdvLatDcgan(4);
              case Cnn _ -> new Cnn(4, size == 32);
              case ResNet _ -> new ResNet(8);
              default -> b;
            })
        .filter(b -> size != 64 || b instanceof Backbone.Dcgan || b instanceof Backbone.Mlp)
        .toList();
  }

  private static String shapes(Architecture a) {
    var shapes = new ArrayList<String>();
    Shape shape = a.input();
    for (var layer : new Sequence(a.layer()).layers()) {
      shape = layer.output(shape);
      if (!layer.parameters(shape).isEmpty() && !(layer instanceof BatchNorm)) {
        shapes.add(shape.toString());
      }
    }
    return String.join(" ", shapes);
  }

  @Test
  void advLatDcgansHaveTheTablesShapes() {
    var backbone = new AdvLatDcgan();
    var latent = Shape.of(100);
    var small = Shape.of(3, 32, 32);
    var large = Shape.of(3, 48, 48);
    assertEquals(
        "1024×2×2 512×4×4 256×8×8 128×16×16 3×32×32", shapes(backbone.generator(latent, small)));
    assertEquals(
        "1024×3×3 512×6×6 256×12×12 128×24×24 3×48×48", shapes(backbone.generator(latent, large)));
    assertEquals("64×16×16 128×8×8 256×4×4 512×2×2 1", shapes(backbone.critic(small)));
    assertEquals("64×24×24 128×12×12 256×6×6 512×3×3 1", shapes(backbone.critic(large)));
    assertEquals(
        "1x28x28 conv(out=64, kernel=5, stride=2, pad=2, bias=false).then(leaky-relu)"
            + ".then(conv(out=128, kernel=5, stride=2, pad=2, bias=false)).then(leaky-relu)"
            + ".then(batch-norm).then(flatten).then(linear(out=1))",
        backbone.critic(Shape.of(1, 28, 28)).toString());
  }

  @Test
  void theCnnsAreThoseOfTheCode() {
    var image = Shape.of(3, 32, 32);
    assertEquals(
        "8192 256×8×8 128×16×16 64×32×32 3×32×32",
        shapes(new Cnn().generator(Shape.of(100), image)));
    assertEquals(
        "64×32×32 64×16×16 128×16×16 128×8×8 256×8×8 256×4×4 512×4×4 1",
        shapes(new Cnn().critic(image)));
    assertEquals(
        "64×32×32 128×16×16 128×16×16 256×8×8 256×8×8 512×4×4 512×4×4 1",
        shapes(new Cnn(64, true).critic(image)));
    assertEquals(
        "18432 256×12×12 128×24×24 64×48×48 3×48×48",
        shapes(new Cnn().generator(Shape.of(1), Shape.of(3, 48, 48))));
  }

  @Test
  void residualNetworksHaveThePublishedBlocks() {
    var small = Shape.of(3, 32, 32);
    var large = Shape.of(3, 48, 48);
    var latent = Shape.of(100);
    var net = new ResNet();
    assertEquals("4096 256×8×8 256×16×16 256×32×32 3×32×32", shapes(net.generator(latent, small)));
    assertEquals(
        "18432 256×12×12 128×24×24 64×48×48 3×48×48", shapes(net.generator(latent, large)));
    assertEquals("128×16×16 128×8×8 128×8×8 128×8×8 1", shapes(net.critic(small)));
    assertEquals("64×24×24 128×12×12 256×6×6 512×3×3 1", shapes(net.critic(large)));
  }

  @Test
  void aUNetMakesImagesOfImagesAndScoresPatches() {
    var net = new UNet(2, 8, 3);
    var given = new Condition.Image(1, 64, 32).joined(Shape.of(5));
    var g = net.generator(given, Shape.of(3, 64, 32));
    var d = net.critic(Shape.of(4, 64, 64));
    assertEquals(Shape.of(3, 64, 32), g.output());
    assertEquals(Shape.of(1, 6, 6), d.output());
    assertEquals(Shape.of(1), Heads.scoreOf(d).output());
    try (var generator = Network.initialise(g, net.initialisation(), RNG)) {
      Scope.run(() -> {
        var x = RNG.normal(given, 0, 1);
        assertArrayEquals(new long[] {2, 3, 64, 32}, generator.train(x, RNG).shape());
      });
    }
    var published = new UNet().critic(Shape.of(6, 256, 256));
    assertEquals(Shape.of(1, 30, 30), published.output());
    assertEquals(
        "unet makes images of images: condition must be an image",
        Misused.sentence(() -> net.generator(Shape.of(5), Shape.of(1, 8, 8))));
  }

  @Test
  void aCriticIsPublishedAsWhatScores() {
    var image = Shape.of(1, 28, 28);
    var plain = new Backbone.Dcgan(2).critic(image);
    assertEquals(plain, Heads.scoreOf(plain));
    var more = new Architecture(image, Heads.after(plain.layer(), new Linear(3)));
    assertEquals(plain, Heads.scoreOf(more));
    try (var whole = Network.initialise(more, new Initialisation.Uniform(), RNG)) {
      Scope.run(() -> {
        var x = RNG.normal(image, 0, 1);
        var part = Heads.scoreOf(more, whole.weights().asMap());
        try (var score = Network.frozen(plain, part)) {
          assertArrayEquals(
              whole.apply(x).narrow(1, 0, 1).toArray(), score.apply(x).toArray(), 1e-6f);
        }
      });
    }
  }

  @Test
  void dcganDoublesItsChannelsWithEachHalving() {
    assertEquals(
        "100 deconv(out=512, kernel=4, bias=false).then(batch-norm).then(relu)"
            + ".then(deconv(out=256, kernel=4, stride=2, pad=1, bias=false)).then(batch-norm)"
            + ".then(relu).then(deconv(out=128, kernel=4, stride=2, pad=1, bias=false))"
            + ".then(batch-norm).then(relu)"
            + ".then(deconv(out=64, kernel=4, stride=2, pad=1, bias=false)).then(batch-norm)"
            + ".then(relu).then(deconv(out=3, kernel=4, stride=2, pad=1, bias=false)).then(tanh)",
        new Backbone.Dcgan().generator(Shape.of(100), Shape.of(3, 64, 64)).toString());
    assertEquals(
        "1x28x28 conv(out=64, kernel=4, stride=2, pad=1, bias=false).then(leaky-relu)"
            + ".then(conv(out=128, kernel=4, stride=2, pad=1, bias=false)).then(batch-norm)"
            + ".then(leaky-relu).then(flatten).then(linear(out=1))",
        new Backbone.Dcgan().critic(Shape.of(1, 28, 28)).toString());
  }

  /** AdvLatGAN's tables 13 and 14. */
  @Test
  void mlpHasThePublishedLayers() {
    var mlp = new Backbone.Mlp();
    assertEquals(
        "2 linear(out=100).then(relu).then(linear(out=200)).then(relu).then(linear(out=100))"
            + ".then(relu).then(linear(out=2))",
        mlp.generator(Shape.of(2), Shape.of(2)).toString());
    assertEquals(
        "2 flatten.then(linear(out=100)).then(relu).then(linear(out=200)).then(relu)"
            + ".then(linear(out=100)).then(relu).then(linear(out=1))",
        mlp.critic(Shape.of(2)).toString());
  }

  @Test
  void dcganSaysWhichSizesItKnows() {
    var dcgan = new Backbone.Dcgan();
    for (Shape wrong :
        List.of(Shape.of(1, 30, 30), Shape.of(3, 32, 28), Shape.of(2), Shape.of(1, 128, 128))) {
      var sentence = "dcgan makes images of 28, 32, 48 or 64 pixels, not " + wrong;
      Misused.says(sentence, () -> dcgan.generator(Shape.of(100), wrong));
      Misused.says(sentence, () -> dcgan.critic(wrong));
    }
    Misused.says("width must be at least 1 but was 0", () -> new Backbone.Dcgan(0));
    Misused.says("hidden must be at least 1 but was -1", () -> new Backbone.Mlp(List.of(3, -1)));
  }

  @Test
  void initialisationsHaveTheirMoments() {
    Scope.run(() -> {
      var weight = Demand.weightAndBias(Shape.of(100, 400), 400, 100, true).getFirst();
      var normal = new Initialisation.Normal().draw(weight, RNG);
      assertArrayEquals(new long[] {100, 400}, normal.shape());
      assertEquals(0.02, Math.sqrt(normal.square().mean().item()), 0.001);
      assertEquals(0, normal.mean().item(), 0.001);
      var uniform = new Initialisation.Uniform().draw(weight, RNG);
      assertEquals(0.05, uniform.abs().reshape(1, -1).max(1).item(), 0.001);
      assertEquals(0.05 / Math.sqrt(3), Math.sqrt(uniform.square().mean().item()), 0.001);
      var scale = Demand.scaleAndShift(Shape.of(10_000));
      assertEquals(1, new Initialisation.Normal().draw(scale.get(0), RNG).mean().item(), 0.001);
      assertEquals(0, new Initialisation.Normal().draw(scale.get(1), RNG).abs().sum().item());
      assertEquals(10_000, new Initialisation.Uniform().draw(scale.get(0), RNG).sum().item());
    });
  }
}

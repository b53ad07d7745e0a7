package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
      for (Entry<Backbone> entry : Layers.BACKBONES.entries()) {
        var backbone =
            entry.prototype() instanceof Backbone.Dcgan ? new Backbone.Dcgan(4) : entry.prototype();
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

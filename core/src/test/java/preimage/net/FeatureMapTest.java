package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.Safetensors;
import preimage.spec.Misuse;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Scripts;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class FeatureMapTest {
  private static final Shape IMAGE = Shape.of(2, 4, 4);
  private static final String STEM = "2x4x4 conv(out=3, pad=1).then(batch-norm).then(relu)";
  private static final String BODY = "conv(out=3, pad=1).then(relu).then(conv(out=3, pad=1))";
  private static final Architecture WHOLE =
      Architecture.parse(
          STEM + ".then(residual(body=" + BODY + ")).then(flatten).then(linear(out=5))");

  @TempDir private Path folder;

  private static ModelCard card(Optional<Architecture> architecture, Condition condition) {
    return new ModelCard(
        ModelCard.Kind.CLASSIFIER,
        architecture,
        IMAGE,
        Optional.empty(),
        condition,
        PixelScale.SIGNED,
        Map.of());
  }

  private static Safetensors classifier() {
    var card = card(Optional.of(WHOLE), new Condition.None());
    try (var network = Network.initialise(WHOLE, new Initialisation.Uniform(), Rng.of(2))) {
      return Model.stored(card, network.weights().asMap());
    }
  }

  private static FeatureMap features(String layer) {
    return Model.of("m", classifier()).features(layer);
  }

  private static Tensor images() {
    return Rng.of(3).uniform(IMAGE, -1, 1, 0, 1, 2);
  }

  private static float[] output() {
    try (var whole = Model.of("m", classifier()).classifier()) {
      return Scope.call(() -> whole.logits(images()).toArray());
    }
  }

  @Test
  void theRestOfTheNetworkMakesItsOutputOfThem() {
    try (var flat = features("4");
        var last = features("5");
        var all = features("output")) {
      Scope.run(() -> {
        var weights = Stored.tensors(classifier().tensors());
        Tensor weight = Objects.requireNonNull(weights.get("5.weight"));
        Tensor bias = Objects.requireNonNull(weights.get("5.bias"));
        Tensor made = flat.at(images()).linear(weight, Optional.of(bias));
        assertArrayEquals(output(), made.toArray(), 1e-6f);
        assertArrayEquals(output(), last.at(images()).toArray(), 1e-6f);
        assertArrayEquals(output(), all.at(images()).toArray());
        assertEquals(IMAGE, all.image());
        assertEquals(PixelScale.SIGNED, flat.scale());
      });
    }
  }

  @Test
  void aBlockIsWhatItsBodyAddsToWhatCame() {
    try (var stem = features("2");
        var inner = features("3.body.1");
        var body = features("3.body");
        var block = features("3")) {
      Scope.run(() -> {
        Tensor x = stem.at(images());
        assertArrayEquals(new long[] {3, 3, 4, 4}, inner.at(images()).shape());
        assertEquals(0, inner.at(images()).less(0).to(Dtype.FLOAT32).sum().item());
        Tensor sum = x.add(body.at(images()));
        assertArrayEquals(block.at(images()).toArray(), sum.toArray(), 1e-6f);
      });
    }
  }

  @Test
  void theyKnowTheirDerivatives() {
    try (var features = features("3.body.2")) {
      Scope.run(() -> {
        Tensor x = images();
        var linearised = features.linearised(x).orElseThrow();
        Tensor t = Rng.of(4).normal(IMAGE, 0, 1, 2);
        var expected = Derivatives.pushforward(features::at, x, t).derivative();
        assertArrayEquals(expected.toArray(), linearised.push().apply(t).toArray(), 1e-5f);
      });
    }
  }

  private static void misused(String sentence, Runnable act) {
    assertEquals(sentence, assertThrows(Misuse.class, act::run).getMessage());
  }

  @Test
  void refusesWhatIsNoLayer() {
    for (var name :
        List.of("6", "-1", "conv", "3.tail", "3.body.3", "0.weight", "", "99999999999")) {
      misused(
          "m: no layer '%s' among [0 conv, 1 batch-norm, 2 relu, 3 residual with body and shortcut, 4 flatten, 5 linear, output]"
              .formatted(name),
          () -> features(name));
    }
  }

  @Test
  void refusesModelsThatTakeNoImagesAlone() {
    var prior = new LatentPrior.Normal(3);
    var layers =
        Architecture.parse("3 linear(out=16).then(reshape(channels=1, height=4, width=4))");
    var generator = ModelCard.generator(layers, prior, new Condition.None(), Map.of());
    var joined = Architecture.parse("5x4x4 flatten.then(linear(out=5))");
    var told = card(Optional.of(joined), new Condition.Label(3));
    for (var card : List.of(generator, told)) {
      try (var network =
          Network.initialise(
              card.architecture().orElseThrow(), new Initialisation.Uniform(), Rng.of(2))) {
        var stored = Model.stored(card, network.weights().asMap());
        misused(
            "m: features are those of a critic or classifier without a condition",
            () -> Model.of("m", stored).features("0"));
      }
    }
  }

  @Test
  void aTorchScriptModuleHasItsMethodsAndChildren() throws IOException {
    var file = folder.resolve("m.pt");
    Scripts.chain(file);
    var stored =
        Model.stored(card(Optional.empty(), new Condition.None()), Files.readAllBytes(file));
    try (var first = Model.of("m", stored).features("first");
        var doubled = Model.of("m", stored).features("doubled");
        var whole = Model.of("m", stored).features("output")) {
      Scope.run(() -> {
        Tensor x = images();
        assertArrayEquals(x.mul(3).toArray(), first.at(x).toArray(), 1e-6f);
        assertArrayEquals(x.mul(2).toArray(), doubled.at(x).toArray(), 1e-6f);
        assertArrayEquals(x.mul(3).tanh().toArray(), whole.at(x).toArray(), 1e-6f);
      });
    }
    misused(
        "m: no layer 'third' among [first, second]", () -> Model.of("m", stored).features("third"));
    Scripts.knot(file);
    var knot = Model.stored(card(Optional.empty(), new Condition.None()), Files.readAllBytes(file));
    misused(
        "m: what reaches layer 'first' cannot be told, as the module is not its children [first, second] in turn",
        () -> Model.of("m", knot).features("first"));
  }
}

package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Initialisation;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

class SamplingTest {
  /** More than one chunk. */
  private static final int MANY = 300;

  private static Generator generator(Condition condition) {
    var shape = condition.joined(Shape.of(3));
    var text = shape + " linear(out=4).then(tanh).then(reshape(channels=1, height=2, width=2))";
    var layers = Architecture.parse(text);
    var card = ModelCard.generator(layers, new LatentPrior.Normal(3), condition, Map.of());
    try (var network = Network.initialise(layers, new Initialisation.Uniform(), Rng.of(1))) {
      return Model.of("toy", Model.stored(card, network.weights().asMap())).generator();
    }
  }

  @Test
  void sampleIsTheSameWhateverTheCount() {
    try (var generator = generator(new Condition.None())) {
      var many = Sampling.latents(generator, MANY, 5);
      assertArrayEquals(Sampling.latents(generator, 3, 5), Arrays.copyOf(many, 3));
      var drawn =
          Scope.call(() -> generator.prior().draw(Rng.of(5).purpose("latents"), 299).toArray());
      assertArrayEquals(drawn, many[299]);
      var images = Sampling.images(generator, many, new int[0]);
      assertEquals(MANY, images.count());
      var last = Sampling.images(generator, new float[][] {many[299]}, new int[0]);
      assertArrayEquals(last.pixels(), images.slice(299, 300).pixels(), 1e-6f);
    }
  }

  @Test
  void classesComeInTurnWhereThereAreAny() {
    try (var plain = generator(new Condition.None());
        var labelled = generator(new Condition.Label(3))) {
      assertArrayEquals(new int[0], Sampling.turns(plain, 4));
      assertArrayEquals(new int[] {0, 1, 2, 0}, Sampling.turns(labelled, 4));
      var z = Sampling.latents(labelled, MANY, 1);
      var images = Sampling.images(labelled, z, Sampling.turns(labelled, MANY));
      assertEquals(100 % 3, images.labels()[100]);
    }
  }

  @Test
  void latentsAndLabelsMustSuit() {
    try (var plain = generator(new Condition.None());
        var labelled = generator(new Condition.Label(3))) {
      var z = new float[MANY][3];
      says("300 latents cannot have 7 labels", () -> Sampling.images(labelled, z, new int[7]));
      says(
          "this generator needs a class number for each latent",
          () -> Sampling.images(labelled, z, new int[0]));
      says(
          "this generator takes no labels and no condition images",
          () -> Sampling.images(plain, z, new int[MANY]));
      z[299] = new float[2];
      says(
          "this generator takes latents of 3 components, not 2",
          () -> Sampling.images(plain, z, new int[0]));
    }
  }

  private static void says(String sentence, Executable sampling) {
    assertEquals(sentence, assertThrows(Misuse.class, sampling).getMessage());
  }
}

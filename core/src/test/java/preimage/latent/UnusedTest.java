package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.net.Condition;
import preimage.net.LatentPrior;
import preimage.tensor.Tensor;

class UnusedTest {
  /** tanh(zA) of the latents times {@code weights}. */
  private static Analytic weighted(float... weights) {
    var whole = Analytic.tanh();
    return Analytic.of(z -> whole.formula().apply(z.mul(Tensor.of(weights, weights.length))));
  }

  @Test
  void namesTheComponentsThatLeaveNoTrace() {
    try (var generator = weighted(1, 0, 1, 1, 1e-3f, 0, 1, 1)) {
      assertArrayEquals(new int[] {1, 5}, Unused.components(generator));
      assertEquals(
          Optional.of(
              "the generator ignores 2 of its 8 latent components (1, 5): what is recovered there"
                  + " is where the search began"),
          Unused.warning(generator));
    }
  }

  @Test
  void isSilentAboutGeneratorsThatUseAll() {
    try (var tanh = Analytic.tanh();
        var folded = Analytic.folded().with(new LatentPrior.Normal(8));
        var labelled = Analytic.tanh().with(new Condition.Label(3));
        var pictured = Analytic.tanh().with(new Condition.Image(1, 6, 8))) {
      assertEquals(Optional.empty(), Unused.warning(tanh));
      assertEquals(Optional.empty(), Unused.warning(folded));
      assertEquals(Optional.empty(), Unused.warning(labelled));
      assertEquals(Optional.empty(), Unused.warning(pictured));
      // What is deficient uses each component, though not each direction.
      assertEquals(Optional.empty(), Unused.warning(Analytic.deficient()));
    }
  }

  @Test
  void whatIsNoNumberIsNotIgnored() {
    try (var generator = Analytic.of(z -> z.mul(Double.NaN).repeatAll(6).reshape(-1, 48))) {
      assertEquals(Optional.empty(), Unused.warning(generator));
    }
  }
}

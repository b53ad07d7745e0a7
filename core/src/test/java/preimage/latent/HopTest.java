package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.search.Draws;
import preimage.search.LevenbergMarquardt;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class HopTest {
  private static final int N = 200;

  private static Draws draws(int restart) {
    return new Draws(Rng.of(3), Rng.samples(0, N)).restart(restart);
  }

  private static Aim aim(Analytic generator) {
    Tensor truth = generator.prior().draw(Rng.of(1), Rng.samples(0, N));
    return new Aim(generator, Optional.empty(), generator.apply(truth), 0);
  }

  @Test
  void laterStartsLieRoundTheBestEnd() {
    try (var generator = Analytic.tanh()) {
      Scope.run(() -> {
        int[] rows = IntStream.range(0, N).toArray();
        var starts = new Hop(new Start.Prior(), .1).of(aim(generator));
        Tensor best = Tensor.full(.25, N, Analytic.DIMENSION);
        double[] moves = starts.after(best, 1, rows, draws(1)).sub(best).toDoubles();
        double deviation = generator.prior().deviation();
        double square = Arrays.stream(moves).map(m -> m * m).average().orElseThrow();
        assertEquals(.1 * deviation, Math.sqrt(square), .005 * deviation);
        double[] others = starts.after(best, 2, rows, draws(2)).sub(best).toDoubles();
        assertTrue(Arrays.mismatch(moves, others) >= 0);
      });
    }
  }

  @Test
  void theFirstStartIsAnotherOnes() {
    try (var generator = Analytic.tanh()) {
      Scope.run(() -> {
        int[] rows = IntStream.range(0, N).toArray();
        var prior = new Start.Prior();
        var aim = aim(generator);
        assertArrayEquals(
            prior.of(aim).at(0, rows, draws(0)).toArray(),
            new Hop(prior, .1).of(aim).at(0, rows, draws(0)).toArray());
      });
    }
  }

  @Test
  void hopsMatchWhatFirstStartsMiss() {
    try (var generator = Analytic.narrow()) {
      var images = generator.images(60);
      var solver = new LevenbergMarquardt(200, 1e-3, 100, 3);
      var hop = new Hop(new Start.Prior(), .3);
      var one = new Recovery(hop, solver, 1, 1e-12, Clip.STANDARD).recover(generator, images, 2);
      var many = new Recovery(hop, solver, 8, 1e-12, Clip.STANDARD).recover(generator, images, 2);
      assertTrue(matched(one) < matched(many), matched(one) + " and " + matched(many));
      for (int i = 0; i < 60; i++) {
        assertTrue(many.loss()[i] <= one.loss()[i]);
      }
    }
  }

  private static long matched(Recovered recovered) {
    return Arrays.stream(recovered.loss()).filter(loss -> loss < 1e-12).count();
  }

  @Test
  void refusesHopsOfNoLength() {
    assertThrows(Misuse.class, () -> new Hop(new Start.Prior(), 0));
    assertThrows(Misuse.class, () -> new Hop(new Start.Prior(), Double.NaN));
  }
}

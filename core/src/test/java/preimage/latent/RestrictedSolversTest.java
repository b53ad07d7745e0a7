package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.Catalogs;
import preimage.search.Outcome;
import preimage.spec.Misuse;

/** Which solvers take which restrictions. */
class RestrictedSolversTest {
  private static Recovered recover(Analytic generator, String method, int count) {
    return Catalogs.RECOVERIES.parse(method).recover(generator, generator.images(count), 1);
  }

  private static void refuses(String sentence, String method) {
    try (var generator = Analytic.tanh()) {
      var misuse = assertThrows(Misuse.class, () -> recover(generator, method, 3));
      assertEquals(sentence, misuse.getMessage());
    }
  }

  /** The first is the manual's own example. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "recovery(start=ridge, solver=adam(steps=50).then(lm), restarts=4, clip=stochastic,"
            + " restriction=w1(weight=0.1))",
        "recovery(solver=lm(steps=20), restarts=1, restriction=w1-quantiles(weight=0.1))",
        "recovery(solver=lm(steps=20), restarts=1, restriction=energy(weight=0.1))",
        "recovery(solver=lm-cg(steps=20), restarts=1, restriction=energy(weight=0.1))"
      })
  void leastSquaresTakePenaltiesThatAreNoSquares(String method) {
    try (var generator = Analytic.tanh()) {
      var free = recover(generator, "recovery", 2);
      var led = recover(generator, method, 2);
      assertTrue(led.outcomes().stream().noneMatch(Outcome.DIVERGED::equals));
      for (int i = 0; i < 2; i++) {
        // Led away from the target, but not far.
        assertTrue(led.loss()[i] > free.loss()[i] && led.loss()[i] < .1, "" + led.loss()[i]);
      }
    }
  }

  @Test
  void aRootLeadsWhereGradientsLead() {
    try (var generator = Analytic.tanh()) {
      var text = "recovery(start=zero, solver=%s, restarts=1, restriction=energy(weight=0.1))";
      var squares = recover(generator, text.formatted("lm(steps=60)"), 3);
      var slopes = recover(generator, text.formatted("adam(rate=0.02, steps=1000)"), 3);
      for (int i = 0; i < 3; i++) {
        assertEquals(slopes.ends()[i][0], squares.ends()[i][0], .05 * slopes.ends()[i][0]);
      }
    }
  }

  @Test
  void whatNoSolverCouldSolveIsRefusedBeforeAnythingIsFitted() {
    refuses(
        "lm solves least squares of independent samples only; adam solves others",
        "recovery(distance=l1)");
    refuses(
        "lm-cg solves least squares of independent samples only; l-bfgs and adam solve others",
        "recovery(solver=gradient-descent.then(lm-cg), distance=l1)");
    for (var solver : new String[] {"lm", "adam.then(lm-cg)", "l-bfgs", "eased(by=lm)"}) {
      refuses(
          "redraw moves latents by chance, which this solver cannot reckon with; adam can",
          "recovery(solver=" + solver + ", restriction=redraw)");
    }
  }

  @Test
  void jacobiansOfAFadingPriorAreNotCountedAgainstTheSearch() {
    try (var generator = Analytic.tanh()) {
      var method =
          "recovery(start=prior, solver=lm(reuse=0, jacobians=%d), restarts=1, refine=false,"
              + " restriction=annealed)";
      double[] one = recover(generator, method.formatted(1), 12).loss();
      double[] four = recover(generator, method.formatted(4), 12).loss();
      assertTrue(Arrays.stream(four).filter(l -> l < 1e-12).count() >= 10, Arrays.toString(four));
      assertTrue(Arrays.stream(one).filter(l -> l < 1e-12).count() < 6, Arrays.toString(one));
    }
  }
}

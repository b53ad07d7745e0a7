package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class SteepestDescentTest {
  private static Problem last(Objective f, Projection projection, int n) {
    return Zoo.problem(f, projection, n).with(Keep.LAST, Fresh.NORMAL);
  }

  @Test
  void underTheLargestComponentItTakesSignSteps() {
    Scope.run(() -> {
      var x = new double[] {.1, -.3, .9};
      var found =
          new SteepestDescent(Norm.LINF, .03, 25)
              .solve(last(Zoo.quadratic(), Projection.none(), 1), Tensor.of(x, 1, 3));
      for (int step = 0; step < 25; step++) {
        for (int i = 0; i < 3; i++) {
          x[i] -= .03 * Math.signum(x[i] - .5);
        }
      }
      assertArrayEquals(x, found.point().toDoubles(), 1e-14);
      assertEquals(2 * 25 + 1, found.courses().getFirst().cost());
    });
  }

  @Test
  void underEuclidsNormItTakesStepsOfOneLength() {
    Scope.run(() -> {
      var x = new double[] {.1, -.3, .9};
      var found =
          new SteepestDescent(Norm.L2, .03, 25)
              .solve(last(Zoo.quadratic(), Projection.none(), 1), Tensor.of(x, 1, 3));
      for (int step = 0; step < 25; step++) {
        var g = new double[3];
        double length = 0;
        for (int i = 0; i < 3; i++) {
          g[i] = (i + 1) * (x[i] - .5);
          length += g[i] * g[i];
        }
        for (int i = 0; i < 3; i++) {
          x[i] -= .03 * g[i] / Math.sqrt(length);
        }
      }
      assertArrayEquals(x, found.point().toDoubles(), 1e-13);
    });
  }

  /** Each sample steps by itself, also where squares of its gradient are no float32. */
  @Test
  void tinyAndHugeSlopesLeadAsFarAsOthers() {
    Scope.run(() -> {
      Tensor slope = Tensor.of(new float[] {3e-30f, 4e-30f, 3, 4, 3e30f, 4e30f, 0, 0}, 4, 2);
      float[] unit = Norm.L2.steepest(slope).toArray();
      assertArrayEquals(new float[] {.6f, .8f, .6f, .8f, .6f, .8f, 0, 0}, unit, 1e-6f);
      float[] sign = Norm.LINF.steepest(slope).toArray();
      assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1, 0, 0}, sign);
    });
  }

  @Test
  void theLastPointCountsOnlyIfItIsToldTo() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.square().sum(1));
      Tensor start = Tensor.of(new double[] {.25}, 1, 1);
      var solver = new SteepestDescent(Norm.LINF, .4, 3);
      // .25, −.15, .25, −.15 …
      assertEquals(-.15, solver.solve(last(f, Projection.none(), 1), start).point().item(), 1e-12);
      var even = new SteepestDescent(Norm.LINF, .4, 2);
      var found = even.solve(last(f, Projection.none(), 1), start);
      assertEquals(.25, found.point().item(), 1e-12);
      assertEquals(.0625, found.value().item(), 1e-12);
      assertEquals(-.15, even.solve(Zoo.problem(f, 1), start).point().item(), 1e-12);
      // Of two searches in a row the second one's last point counts.
      var both = even.then(new SteepestDescent(Norm.LINF, 1, 1));
      assertEquals(-.75, both.solve(last(f, Projection.none(), 1), start).point().item(), 1e-12);
    });
  }

  @Test
  void aPointWithoutAFiniteValueNeverCounts() {
    Scope.run(() -> {
      var root = Objective.of(x -> x.sqrt().sum(1));
      var found =
          new SteepestDescent(Norm.LINF, .4, 9)
              .solve(last(root, Projection.none(), 1), Tensor.of(new double[] {1}, 1, 1));
      assertEquals(.2, found.point().item(), 1e-12);
      assertEquals(List.of(Outcome.DIVERGED), found.outcomes());
    });
  }

  @Test
  void whoeverHasReachedTheEdgeIsDone() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.sum(1));
      Tensor start = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
      var ball = Projection.ball(Norm.LINF, start, .05);
      var found = new SteepestDescent(Norm.LINF, .02, 50).solve(last(f, ball, 2), start);
      assertArrayEquals(new double[] {.95, 1.95, 2.95, 3.95}, found.point().toDoubles(), 1e-12);
      for (var course : found.courses()) {
        assertEquals(Outcome.CONVERGED, course.outcome());
        assertEquals(4, course.steps());
        assertArrayEquals(new long[] {0, 1, 2, 3}, head(course.trace().step()));
      }
    });
  }

  private static long[] head(long[] steps) {
    return Arrays.copyOf(steps, 4);
  }

  @Test
  void refusesStepsOfNoLength() {
    for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      var refusal =
          assertThrows(Misuse.class, () -> new SteepestDescent(Norm.L2, step, 1)).getMessage();
      assertTrue(refusal.startsWith("step must be positive and finite but was "), refusal);
    }
    assertThrows(Misuse.class, () -> new SteepestDescent(Norm.L2, 1, 0));
  }
}

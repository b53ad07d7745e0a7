package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class StochasticClippingTest {
  private static Projection uniform(int d, double lower, double upper) {
    return Projection.redrawn(lower, upper, draws -> draws.uniform(Shape.of(d), lower, upper));
  }

  private static Draws draws(long... samples) {
    return new Draws(Rng.of(5).purpose("test").step(3), samples);
  }

  @Test
  void onlyOffendersMoveAndTheEdgeOffends() {
    Scope.run(() -> {
      var values = new double[] {.5, 1, -1, 2, -.999, Double.NaN, .999, -7};
      double[] out = uniform(4, -1, 1).onto(Tensor.of(values, 2, 4), draws(0, 1)).toDoubles();
      for (int i : new int[] {0, 4, 5, 6}) {
        assertEquals(values[i], out[i]);
      }
      for (int i : new int[] {1, 2, 3, 7}) {
        assertTrue(out[i] >= -1 && out[i] < 1 && out[i] != values[i], () -> "at " + i);
      }
    });
  }

  /** Each of 20,000 offenders is uniform: mean 0, variance 1/3, a tenth in each tenth. */
  @Test
  void offendersAreRedrawnUniformlyAndEachOnItsOwn() {
    Scope.run(() -> {
      int n = 200;
      int d = 100;
      Tensor out = uniform(d, -1, 1).onto(Tensor.full(3, n, d), draws(Rng.samples(0, n)));
      double[] all = out.toDoubles();
      int count = n * d;
      assertEquals(0, Arrays.stream(all).average().orElseThrow(), 4 / Math.sqrt(3. * count));
      assertEquals(1. / 3, Arrays.stream(all).map(x -> x * x).average().orElseThrow(), .01);
      var tenths = new int[10];
      Arrays.stream(all).forEach(x -> tenths[(int) ((x + 1) * 5)]++);
      for (int tenth : tenths) {
        assertEquals(count / 10., tenth, 4 * Math.sqrt(count * .09));
      }
      assertTrue(Arrays.stream(all).distinct().count() > count * .99);
    });
  }

  @Test
  void aSamplesDrawsDependOnItsNumberAndTheStepOnly() {
    Scope.run(() -> {
      var clip = uniform(3, -1, 1);
      Tensor far = Tensor.full(9, 1, 3);
      Tensor many = clip.onto(Tensor.full(9, 20, 3), draws(Rng.samples(0, 20)));
      double[] alone = clip.onto(far, draws(17)).toDoubles();
      assertArrayEquals(many.narrow(0, 17, 1).toDoubles(), alone);
      // The neighbours of a sample that stays inside are none of its business either.
      Tensor some = Tensor.cat(List.of(Tensor.zeros(1, 3), far), 0);
      assertArrayEquals(alone, clip.onto(some, draws(16, 17)).narrow(0, 1, 1).toDoubles());
      var later = new Draws(Rng.of(5).purpose("test").step(4), new long[] {17});
      assertNotEquals(alone[0], clip.onto(far, later).toDoubles()[0]);
    });
  }

  /** A solution outside the box: the steps throw it back, and it comes again. */
  @Test
  void aSearchIsTheSameInAnyBatchAndStaysInside() {
    Scope.run(() -> {
      var f =
          Objective.of(x -> {
            for (double value : x.toDoubles()) {
              assertTrue(value >= -1 && value < 1);
            }
            return x.add(-1.2).square().sum(1);
          });
      Tensor start = Zoo.starts(20, 3, Dtype.FLOAT32);
      var solver = new GradientDescent(.2, 40, new Schedule.Constant());
      var all = solver.solve(Zoo.problem(f, uniform(3, -1, 1), 20), start);
      var rows = new int[] {17, 4};
      Tensor index = Tensor.of(rows);
      var some = solver.solve(Zoo.problem(f, uniform(3, -1, 1), 20).rows(rows), start.rows(index));
      assertArrayEquals(all.point().rows(index).toArray(), some.point().toArray(), 1e-6f);
      assertEquals(List.of(Outcome.STEPS_SPENT), all.outcomes().stream().distinct().toList());
    });
  }

  @Test
  void leastSquaresReckonsWithTheSetNotWithChance() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      Tensor truth = Zoo.points(40, 10, Dtype.FLOAT32);
      var residual = Residual.match(f, f.apply(truth));
      Tensor start = Zoo.starts(40, 10, Dtype.FLOAT32);
      for (Solver solver : List.of(new LevenbergMarquardt(), new MatrixFree(), new Lbfgs())) {
        var clipped = solver.solve(Zoo.problem(residual, Projection.box(-1, 1), 40), start);
        var found = solver.solve(Zoo.problem(residual, uniform(10, -1, 1), 40), start);
        assertArrayEquals(clipped.point().toArray(), found.point().toArray());
      }
      var lm = new LevenbergMarquardt();
      var found = lm.solve(Zoo.problem(residual, uniform(10, -1, 1), 40), start);
      assertArrayEquals(truth.toArray(), found.point().toArray(), 1e-5f);
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
      var adam = new Adam(.1, 20, new Schedule.Cosine()).then(lm);
      found = adam.solve(Zoo.problem(residual, uniform(10, -1, 1), 40), start);
      assertArrayEquals(truth.toArray(), found.point().toArray(), 1e-5f);
    });
  }

  @Test
  void refusesAnEmptyInterval() {
    assertThrows(Misuse.class, () -> uniform(2, 1, 1));
  }
}

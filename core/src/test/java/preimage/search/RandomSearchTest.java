package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** Langevin dynamics, evolution and CMA: searches that draw. */
class RandomSearchTest {
  private static Problem problem(Objective f, Projection p, Keep keep, Fresh fresh, int n) {
    return Zoo.problem(f, p, n).with(keep, fresh);
  }

  /** Under ½‖x − 3‖² places are N(3, I) in the end; a step of η makes the variance 1/(1 − η/4). */
  @Test
  void langevinWalksToTheDensityThatItsObjectiveIsTheLogarithmOf() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.add(-3).square().sum(1).mul(.5));
      int n = 4000;
      var found =
          new Langevin(.1, Math.sqrt(.1), 150)
              .solve(problem(f, Projection.none(), Keep.LAST, Fresh.NORMAL, n), Tensor.zeros(n, 2));
      double[] all = found.point().toDoubles();
      double mean = Arrays.stream(all).average().orElseThrow();
      double variance =
          Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      assertEquals(3, mean, 4 / Math.sqrt(all.length));
      assertEquals(1 / (1 - .1 / 4), variance, 4 * Math.sqrt(2. / all.length));
    });
  }

  @Test
  void withoutNoiseLangevinIsGradientDescentAtHalfTheRate() {
    Scope.run(() -> {
      Tensor start = Zoo.starts(3, 4, Dtype.FLOAT64);
      var walk = new Langevin(.02, 0, 30).solve(Zoo.problem(Zoo.quadratic(), 3), start);
      var down =
          new GradientDescent(.01, 30, new Schedule.Constant())
              .solve(Zoo.problem(Zoo.quadratic(), 3), start);
      assertArrayEquals(down.point().toDoubles(), walk.point().toDoubles(), 1e-14);
    });
  }

  @Test
  void evolutionWithAFullMutationRateIsTheBestOfFreshDraws() {
    Scope.run(() -> {
      int n = 5;
      Fresh fresh = (shape, draws) -> draws.uniform(shape, 2, 3);
      var f = Objective.of(x -> x.square().sum(1));
      var problem = problem(f, Projection.none(), Keep.BEST, fresh, n);
      var found = new Evolution(1, 40).solve(problem, Tensor.full(9, n, 2));
      double[] best = new double[n];
      Arrays.fill(best, Double.POSITIVE_INFINITY);
      for (int step = 1; step <= 40; step++) {
        var draws = problem.draws().step(step).purpose("proposal").purpose("fresh");
        double[] values = f.at(draws.uniform(Tensor.zeros(1, 2).sample(), 2, 3)).toDoubles();
        for (int i = 0; i < n; i++) {
          best[i] = Math.min(best[i], values[i]);
        }
      }
      assertArrayEquals(best, found.value().toDoubles(), 1e-5);
      for (var course : found.courses()) {
        assertEquals(41, course.cost());
      }
    });
  }

  @Test
  void evolutionKeepsWhatIsBetterAndChangesSomeComponents() {
    Scope.run(() -> {
      int n = 40;
      Tensor start = Zoo.starts(n, 30, Dtype.FLOAT32);
      var problem = Zoo.problem(Objective.of(x -> x.add(-2).square().sum(1)), n);
      var found = new Evolution(0, 20).solve(problem, start);
      double[] before = problem.value(start).toDoubles();
      double[] after = found.value().toDoubles();
      double[] kept = found.point().same(start).to(Dtype.FLOAT32).sumPerSample().toDoubles();
      int lower = 0;
      for (int i = 0; i < n; i++) {
        assertTrue(after[i] <= before[i]);
        lower += after[i] < before[i] && kept[i] > 0 && kept[i] < 30 ? 1 : 0;
      }
      assertTrue(lower > n / 4, "parts of few samples have changed: " + lower);
    });
  }

  /** 1 … 10⁵: the variances have to differ as much before it gets anywhere. */
  @Test
  void cmaLearnsTheScaleOfEachComponent() {
    Scope.run(() -> {
      int n = 4;
      double[] scales = new double[12];
      Arrays.setAll(scales, i -> Math.pow(10, 5. * i / 11));
      Tensor scale = Tensor.of(scales, 1, 12);
      var f = Objective.of(x -> x.add(-1).square().mul(scale).sum(1));
      var found =
          new DiagonalCma(.3, 3500).solve(Zoo.problem(f, n), Zoo.starts(n, 12, Dtype.FLOAT64));
      for (double value : found.value().toDoubles()) {
        assertTrue(value < 1e-9, () -> "left " + value);
      }
    });
  }

  @Test
  void cmaSearchesWhatIsFeasibleOnly() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.add(-1).square().sum(1));
      var found =
          new DiagonalCma(.3, 800)
              .solve(Zoo.problem(f, Projection.box(-.5, .5), 3), Zoo.starts(3, 4, Dtype.FLOAT64));
      for (double x : found.point().toDoubles()) {
        assertEquals(.5, x, 1e-3);
      }
    });
  }

  @Test
  void aSamplesWayDoesNotDependOnItsCompany() {
    Scope.run(() -> {
      for (Solver solver :
          List.of(new Langevin(.01, .1, 30), new Evolution(.2, 30), new DiagonalCma(.3, 60))) {
        var problem = problem(Zoo.quadratic(), Projection.none(), Keep.LAST, Fresh.NORMAL, 9);
        Tensor start = Zoo.starts(9, 5, Dtype.FLOAT64);
        var all = solver.solve(problem, start);
        var some =
            solver.solve(problem.rows(new int[] {7, 2}), start.rows(Tensor.of(new int[] {7, 2})));
        assertArrayEquals(
            all.point().rows(Tensor.of(new int[] {7, 2})).toDoubles(),
            some.point().toDoubles(),
            1e-12,
            solver::toString);
      }
    });
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThrows(Misuse.class, () -> new Langevin(0, .1, 1));
    assertThrows(Misuse.class, () -> new Langevin(.1, -1, 1));
    assertThrows(Misuse.class, () -> new Evolution(1.1, 1));
    assertThrows(Misuse.class, () -> new Evolution(0, 0));
    assertThrows(Misuse.class, () -> new DiagonalCma(Double.NaN, 1));
  }
}

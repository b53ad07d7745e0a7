package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class LbfgsTest {
  private static final Lbfgs LBFGS = new Lbfgs();

  /** With exact line searches, each of two trials, it is conjugate gradients. */
  @Test
  void endsQuadraticsInAsManyDirectionsAsDimensions() {
    Scope.run(() -> {
      for (int d : new int[] {2, 5, 9}) {
        Tensor start = Zoo.starts(6, d, Dtype.FLOAT64);
        var exact = new Lbfgs(2 * d + 1, d, 1e-4, 1e-3, true);
        var found = exact.solve(Zoo.problem(Zoo.quadratic(), 6), start);
        var middle = new double[6 * d];
        java.util.Arrays.fill(middle, .5);
        assertArrayEquals(middle, found.point().toDoubles(), 1e-6, "dimension " + d);
        var half = new Lbfgs(d, d, 1e-4, 1e-3, true).solve(Zoo.problem(Zoo.quadratic(), 6), start);
        assertTrue(half.value().mean().item() > 1e-6);
      }
    });
  }

  @Test
  void recoversThroughTanh() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      for (var type : List.of(Dtype.FLOAT32, Dtype.FLOAT64)) {
        Tensor truth = Zoo.points(40, 10, type);
        var residual = Residual.match(f, f.apply(truth));
        var problem = Zoo.problem(residual, Projection.box(-1, 1), 40);
        var found = LBFGS.solve(problem, Zoo.starts(40, 10, type));
        double near = type == Dtype.FLOAT64 ? 1e-6 : 1e-5;
        assertArrayEquals(truth.toDoubles(), found.point().toDoubles(), near);
        for (var course : found.courses()) {
          assertTrue(course.steps() < 120, () -> course.steps() + " trials");
        }
      }
    });
  }

  /** Rosenbrock, 1960. */
  @Test
  void followsAValley() {
    Scope.run(() -> {
      var valley =
          Objective.of(p -> {
            Tensor x = p.narrow(1, 0, 1);
            Tensor y = p.narrow(1, 1, 1);
            Tensor bend = y.sub(x.square()).square().mul(100);
            return bend.add(x.neg().add(1).square()).flatten().sum(1);
          });
      Tensor start = Tensor.of(new double[] {-1.2, 1, 3, -4}, 2, 2);
      var found = LBFGS.solve(Zoo.problem(valley, 2), start);
      assertArrayEquals(new double[] {1, 1, 1, 1}, found.point().toDoubles(), 1e-6);
      assertEquals(List.of(Outcome.CONVERGED, Outcome.CONVERGED), found.outcomes());
    });
  }

  /** Σ |x| wᵢ has a kink at its solution. */
  @Test
  void getsOverKinks() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.abs().mul(Tensor.of(new double[] {1, 2, 5}, 3)).sum(1));
      var found =
          new Lbfgs(400, 5, 1e-4, .9, false)
              .solve(Zoo.problem(f, 4), Zoo.starts(4, 3, Dtype.FLOAT64));
      for (double value : found.value().toDoubles()) {
        assertTrue(value < 1e-3, () -> "left " + value);
      }
    });
  }

  /** (x₀ − 2)² + (x₁ − .3)² + x₀ x₁ on the face x₀ = 1 is least where 2 (x₁ − .3) + 1 = 0. */
  @Test
  void slidesAlongTheFaceOfABox() {
    Scope.run(() -> {
      var f =
          Objective.of(p -> {
            Tensor x = p.narrow(1, 0, 1);
            Tensor y = p.narrow(1, 1, 1);
            Tensor bowl = x.add(-2).square().add(y.add(-.3).square());
            return bowl.add(x.mul(y)).sum(1);
          });
      var problem = Zoo.problem(f, Projection.box(-1, 1), 3);
      var found = LBFGS.solve(problem, Zoo.starts(3, 2, Dtype.FLOAT64));
      assertArrayEquals(new double[] {1, -.2, 1, -.2, 1, -.2}, found.point().toDoubles(), 1e-7);
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
    });
  }

  @Test
  void aTrialCostsItsValueAndGradient() {
    Scope.run(() -> {
      Tensor start = Zoo.starts(3, 4, Dtype.FLOAT64);
      var found = new Lbfgs(4, 5, 1e-4, .9, false).solve(Zoo.problem(Zoo.quadratic(), 3), start);
      for (var course : found.courses()) {
        assertEquals(2 + 2 * course.steps(), course.cost());
      }
    });
  }

  @Test
  void aSampleIsTheSameInAnyBatch() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(6, 20);
      Tensor target = f.apply(Zoo.points(24, 6, Dtype.FLOAT64));
      Tensor start = Zoo.starts(24, 6, Dtype.FLOAT64);
      var problem = Zoo.problem(Residual.match(f, target), Projection.box(-1, 1), 24);
      var all = LBFGS.solve(problem, start);
      var rows = new int[] {17, 3};
      Tensor index = Tensor.of(rows);
      var some = LBFGS.solve(problem.rows(rows), start.rows(index));
      assertArrayEquals(all.point().rows(index).toDoubles(), some.point().toDoubles(), 1e-7);
    });
  }

  @Test
  void aSampleWithoutAnObjectiveIsAlone() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(4, 12);
      Tensor target = f.apply(Zoo.points(3, 4, Dtype.FLOAT32));
      Tensor broken = Tensor.of(new float[] {0, Float.NaN, 0}, 3, 1);
      var residual = Residual.match(f, target.add(broken));
      var found = LBFGS.solve(Zoo.problem(residual, 3), Zoo.starts(3, 4, Dtype.FLOAT32));
      assertEquals(Outcome.DIVERGED, found.outcomes().get(1));
      assertTrue(found.value().toDoubles()[0] < 1e-9);
      assertTrue(found.value().toDoubles()[2] < 1e-9);
    });
  }

  /** −log x is not defined where the first step leads. */
  @Test
  void stepsBackFromWhereThereIsNoObjective() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.sub(x.log().mul(.05)).sum(1));
      var found = LBFGS.solve(Zoo.problem(f, 1), Tensor.of(new double[] {.9, .2}, 1, 2));
      assertArrayEquals(new double[] {.05, .05}, found.point().toDoubles(), 1e-6);
    });
  }

  @Test
  void memoryDoesNotGrowWithSteps() {
    Scope.run(() -> {
      var live = LongStream.builder();
      Watch watch = standing -> live.add(Scope.liveTensors());
      var f = Objective.of(x -> x.square().square().sum(1));
      var draws = Zoo.problem(f, 3).draws();
      var problem = new Problem(f, Projection.none(), draws, Meter.of(3), watch);
      new Lbfgs(60, 4, 1e-4, .9, false).solve(problem, Zoo.starts(3, 4, Dtype.FLOAT64));
      long[] counts = live.build().toArray();
      assertTrue(counts.length > 20);
      assertEquals(counts[5], LongStream.of(counts).skip(5).max().orElseThrow());
    });
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThrows(Misuse.class, () -> new Lbfgs(0, 5, 1e-4, .9, false));
    assertThrows(Misuse.class, () -> new Lbfgs(9, 0, 1e-4, .9, false));
    assertThrows(Misuse.class, () -> new Lbfgs(9, 5, .9, .5, false));
    assertThrows(Misuse.class, () -> new Lbfgs(9, 5, .1, 1, false));
  }
}

package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** Searches whose feasible set is a sphere. */
class SphereTest {
  private static final Draws DRAWS = new Draws(Rng.of(1), new long[] {0, 1});

  @Test
  void theNearestPointIsOnTheSameRay() {
    Scope.run(() -> {
      var sphere = Projection.sphere(10);
      Tensor point = Tensor.of(new double[] {3, 4, 0, 0}, 2, 2);
      double equal = Math.sqrt(50);
      assertArrayEquals(
          new double[] {6, 8, equal, equal}, sphere.onto(point, DRAWS).toDoubles(), 1e-14);
      assertArrayEquals(
          new double[] {.6, .8},
          sphere.normal(point.narrow(0, 0, 1)).orElseThrow().toDoubles(),
          1e-15);
      assertThrows(Misuse.class, () -> Projection.sphere(0));
    });
  }

  /** On the sphere of radius r, |x − c|² is least at r c / |c|, where its slope is not zero. */
  @Test
  void findsTheNearestPointOfTheSphereToOneOutside() {
    Scope.run(() -> {
      Tensor target = Zoo.points(5, 4, Dtype.FLOAT64).mul(6);
      Tensor expected = Projection.sphere(2).onto(target, DRAWS);
      var residual = Residual.match(x -> x, target);
      for (Solver solver :
          List.of(
              new LevenbergMarquardt(100, 1e-3),
              new MatrixFree(100, 4, 1e-3),
              new Lbfgs(),
              new GradientDescent(.2, 300, new Schedule.Constant()))) {
        var problem = Zoo.problem(residual, Projection.sphere(2), 5);
        var found = solver.solve(problem, Zoo.starts(5, 4, Dtype.FLOAT64));
        assertArrayEquals(expected.toDoubles(), found.point().toDoubles(), 1e-5, "" + solver);
        for (double length : Norm.L2.of(found.point()).toDoubles()) {
          assertEquals(2, length, 1e-12);
        }
      }
    });
  }

  @Test
  void recoversPointsOfTheSphereToRounding() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      double radius = Math.sqrt(10);
      var sphere = Projection.sphere(radius);
      Tensor truth =
          sphere.onto(Zoo.points(30, 10, Dtype.FLOAT32), Zoo.problem(Zoo.quadratic(), 30).draws());
      var residual = Residual.match(x -> f.apply(x.mul(.3)), f.apply(truth.mul(.3)));
      for (Solver solver : List.of(new LevenbergMarquardt(), new MatrixFree())) {
        var problem = Zoo.problem(residual, sphere, 30);
        var found = solver.solve(problem, Zoo.starts(30, 10, Dtype.FLOAT32));
        assertArrayEquals(truth.toArray(), found.point().toArray(), 2e-5f, "" + solver);
        assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
        for (var course : found.courses()) {
          assertTrue(course.steps() < 30, () -> course.steps() + " steps");
        }
      }
    });
  }
}

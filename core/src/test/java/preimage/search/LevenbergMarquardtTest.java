package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class LevenbergMarquardtTest {
  private static final LevenbergMarquardt LM = new LevenbergMarquardt();

  @Test
  void solvesLinearProblemsInThreeStepsAtMost() {
    for (var type : List.of(Dtype.FLOAT32, Dtype.FLOAT64)) {
      Scope.run(() -> {
        var f = Zoo.linear(5, 12);
        Tensor truth = Zoo.points(6, 5, type);
        var residual = Residual.match(f, f.apply(truth));
        var solver = new LevenbergMarquardt(3, 1e-6);
        var found = solver.solve(Zoo.problem(residual, 6), Zoo.starts(6, 5, type));
        double exact = type == Dtype.FLOAT64 ? 1e-13 : 2e-6;
        assertArrayEquals(truth.toDoubles(), found.point().toDoubles(), exact);
        found = LM.solve(Zoo.problem(residual, 6), found.point());
        assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
      });
    }
  }

  @Test
  void findsTheLeastSquaresSolutionWhereThereIsNoExactOne() {
    Scope.run(() -> {
      var f = Zoo.linear(3, 8);
      Tensor noise = Rng.of(5).normal(Shape.of(8), Rng.samples(0, 4)).to(Dtype.FLOAT64);
      Tensor a = f.apply(Tensor.identity(3).to(Dtype.FLOAT64)).transpose(0, 1);
      Tensor normal = a.transpose(0, 1).matmul(a);
      Tensor expected = a.transpose(0, 1).matmul(noise.transpose(0, 1)).solve(normal);
      var found =
          LM.solve(Zoo.problem(Residual.match(f, noise), 4), Zoo.starts(4, 3, Dtype.FLOAT64));
      assertArrayEquals(expected.transpose(0, 1).toDoubles(), found.point().toDoubles(), 1e-8);
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
    });
  }

  @Test
  void recoversThroughTanhToRounding() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      Tensor truth = Zoo.points(40, 10, Dtype.FLOAT32);
      var residual = Residual.match(f, f.apply(truth));
      var problem = Zoo.problem(residual, Projection.box(-1, 1), 40);
      var found = LM.solve(problem, Zoo.starts(40, 10, Dtype.FLOAT32));
      assertArrayEquals(truth.toArray(), found.point().toArray(), 1e-5f);
      for (double value : found.value().toDoubles()) {
        assertTrue(value < 1e-13, () -> "left " + value);
      }
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
    });
  }

  @Test
  void aFoldedImageIsMatchedByOneOfItsTwoLatents() {
    Scope.run(() -> {
      var f = Zoo.folded(4, 30);
      Tensor truth = Zoo.points(20, 4, Dtype.FLOAT32);
      var residual = Residual.match(f, f.apply(truth));
      var found = LM.solve(Zoo.problem(residual, 20), Zoo.starts(20, 4, Dtype.FLOAT32));
      assertArrayEquals(truth.abs().toArray(), found.point().abs().toArray(), 1e-5f);
      assertTrue(!Arrays.equals(truth.sign().toArray(), found.point().sign().toArray()));
    });
  }

  @Test
  void matchesTheImageWhereTheLatentIsNotDetermined() {
    Scope.run(() -> {
      var f = Zoo.deficient(8, 3, 40);
      Tensor truth = Zoo.points(10, 8, Dtype.FLOAT32);
      var residual = Residual.match(f, f.apply(truth));
      var problem = Zoo.problem(residual, Projection.box(-1, 1), 10);
      var found = LM.solve(problem, Zoo.starts(10, 8, Dtype.FLOAT32));
      for (double value : found.value().toDoubles()) {
        assertTrue(value < 1e-12, () -> "left " + value);
      }
      for (float component : found.point().toArray()) {
        assertTrue(Math.abs(component) <= 1);
      }
    });
  }

  /** x² + y² = 1 … the valley y = x² of Rosenbrock, 1960, as residuals (10(y − x²), 1 − x). */
  @Test
  void followsRosenbrocksValley() {
    Scope.run(() -> {
      var valley =
          Residual.match(
              p -> {
                Tensor x = p.narrow(1, 0, 1);
                Tensor y = p.narrow(1, 1, 1);
                return Tensor.cat(List.of(y.sub(x.square()).mul(10), x.neg().add(1)), 1);
              },
              Tensor.zeros(2, 2).to(Dtype.FLOAT64));
      Tensor start = Tensor.of(new double[] {-1.2, 1, 3, -4}, 2, 2);
      var found = new LevenbergMarquardt(50, 1e-3, 0).solve(Zoo.problem(valley, 2), start);
      assertArrayEquals(new double[] {1, 1, 1, 1}, found.point().toDoubles(), 1e-10);
      assertTrue(found.courses().getFirst().steps() < 30);
    });
  }

  /** Unconstrained, the solution lies outside; on the face x = 1 it is at y = 0.9. */
  @Test
  void slidesAlongTheFaceOfABox() {
    Scope.run(() -> {
      var f =
          Residual.match(
              p -> p.matmul(Tensor.of(new double[] {1, 0, .9, .1}, 2, 2).transpose(0, 1)),
              Tensor.of(new double[] {2, 1}, 1, 2));
      var problem = Zoo.problem(f, Projection.box(-1, 1), 1);
      var found = LM.solve(problem, Tensor.of(new double[] {-.5, -.5}, 1, 2));
      assertArrayEquals(new double[] {1, 1}, found.point().toDoubles(), 1e-7);
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes());
    });
  }

  @Test
  void isNotMisledByASampleWithoutAnObjective() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(4, 12);
      Tensor target = f.apply(Zoo.points(3, 4, Dtype.FLOAT32));
      Tensor broken = Tensor.of(new float[] {0, Float.NaN, 0}, 3, 1);
      var residual = Residual.match(f, target.add(broken));
      var found = LM.solve(Zoo.problem(residual, 3), Zoo.starts(3, 4, Dtype.FLOAT32));
      assertEquals(
          List.of(Outcome.CONVERGED, Outcome.DIVERGED, Outcome.CONVERGED), found.outcomes());
    });
  }

  @Test
  void chargesATangentForEachComponent() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      var residual = Residual.match(f, f.apply(Zoo.points(12, 10, Dtype.FLOAT32)));
      var found =
          new LevenbergMarquardt(1, 1e-3)
              .solve(Zoo.problem(residual, 12), Zoo.starts(12, 10, Dtype.FLOAT32));
      // The Jacobian, three λ, the value at the start, and the value at the candidate.
      assertEquals(
          List.of(12L + 3 + 2), found.courses().stream().map(Course::cost).distinct().toList());
    });
  }

  @Test
  void aRejectedStepCostsNoJacobian() {
    Scope.run(() -> {
      // Newton's method overshoots from here until it is damped.
      var f = Residual.match(x -> x.mul(4).tanh(), Tensor.zeros(1, 1).to(Dtype.FLOAT64));
      Tensor start = Tensor.of(new double[] {.9}, 1, 1);
      var found = new LevenbergMarquardt(100, 1e-9, 0).solve(Zoo.problem(f, 1), start);
      var course = found.courses().getFirst();
      assertEquals(0, found.point().item(), 1e-12);
      long rejected =
          LongStream.range(0, course.trace().count() - 1)
              .filter(i -> value(course, i) == value(course, i + 1))
              .count();
      assertTrue(rejected > 3);
      assertEquals(1 + course.steps() + 3 * (course.steps() - rejected), course.cost());
    });
  }

  private static double value(Course course, long i) {
    return course.trace().value()[Math.toIntExact(i)];
  }

  @Test
  void refusesWhatIsNoLeastSquaresProblem() {
    Scope.run(() ->
        assertThrows(
            Misuse.class, () -> LM.solve(Zoo.problem(Zoo.quadratic(), 1), Tensor.zeros(1, 3))));
  }

  /** Through tanh, Broyden's changes of one Jacobian do for most of the way. */
  @Test
  void aJacobianThatImprovesByItselfSparesMostOfTheOthers() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      Tensor truth = Zoo.points(40, 10, Dtype.FLOAT32);
      var residual = Residual.match(f, f.apply(truth));
      long[] costs = new long[2];
      for (int reuse : new int[] {0, 100}) {
        var problem = Zoo.problem(residual, Projection.box(-1, 1), 40);
        var solver = new LevenbergMarquardt(200, 1e-3, reuse);
        var found = solver.solve(problem, Zoo.starts(40, 10, Dtype.FLOAT32));
        assertArrayEquals(truth.toArray(), found.point().toArray(), 1e-5f);
        assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
        costs[Math.min(1, reuse)] = found.courses().stream().mapToLong(Course::cost).sum();
      }
      assertTrue(costs[1] < .7 * costs[0], costs[1] + " of " + costs[0]);
    });
  }

  /** Broyden's J + (y − J s) sᵀ / sᵀs, by hand: r = x² at 1, then 2, has slope 2, then 3. */
  @Test
  void theChangedJacobianExplainsTheLastStep() {
    Scope.run(() -> {
      var square = Residual.match(Tensor::square, Tensor.zeros(1, 1).to(Dtype.FLOAT64));
      var problem = Zoo.problem(square, 1);
      var one =
          new Place(problem, Tensor.of(new double[] {1}, 1, 1), Optional.empty(), Optional.empty());
      var two =
          new Place(problem, Tensor.of(new double[] {2}, 1, 1), Optional.empty(), Optional.empty());
      var taken = LocalModel.unseen(one.point()).taken(one, new int[] {0}, true);
      assertEquals(2, taken.jacobian().item(), 1e-12);
      var learnt = taken.learnt(one, two, Tensor.ones(1).greater(0));
      assertEquals(3, learnt.jacobian().item(), 1e-12);
      assertEquals(9, learnt.normal().item(), 1e-12);
      assertEquals(12, learnt.slope().item(), 1e-12);
    });
  }

  /** JᵀJ and Jᵀr follow the changed Jacobian; who does not learn keeps everything. */
  @Test
  void whatFollowsFromAChangedJacobianChangesWithIt() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(6, 20);
      Tensor start = Zoo.starts(3, 6, Dtype.FLOAT64);
      Tensor truth = Zoo.points(3, 6, Dtype.FLOAT64);
      var problem = Zoo.problem(Residual.match(f, f.apply(truth)), 3);
      var here = new Place(problem, start, Optional.empty(), Optional.empty());
      var there = new Place(problem, start.lerp(truth, .5), Optional.empty(), Optional.empty());
      Tensor seen = there.residual().sub(here.residual());
      var taken = LocalModel.unseen(start).taken(here, new int[] {0, 1, 2}, true);
      Tensor learning = Tensor.of(new double[] {1, 0, 1}, 3).greater(0);
      var learnt = taken.learnt(here, there, learning);
      Tensor j = learnt.jacobian();
      assertNear(j.transpose(1, 2).matmul(j).div(20), learnt.normal());
      Tensor r = learnt.residual().reshape(3, 20, 1);
      assertNear(j.transpose(1, 2).matmul(r).div(20).reshape(3, 6), learnt.slope());
      Tensor step = there.point().sub(start).reshape(3, 6, 1);
      Tensor index = Tensor.of(new int[] {0, 2});
      assertNear(seen.rows(index), j.matmul(step).reshape(3, 20).rows(index));
      Tensor other = Tensor.of(new int[] {1});
      assertNear(taken.jacobian().rows(other), j.rows(other));
      assertNear(here.residual().rows(other), learnt.residual().rows(other));
    });
  }

  private static void assertNear(Tensor expected, Tensor actual) {
    assertArrayEquals(expected.toDoubles(), actual.toDoubles(), 1e-12);
  }

  @Test
  void asksForNoMoreJacobiansThanItIsGranted() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      var residual = Residual.match(f, f.apply(Zoo.points(30, 10, Dtype.FLOAT32)));
      var problem = Zoo.problem(residual, 30);
      var starts = Zoo.starts(30, 10, Dtype.FLOAT32).mul(3);
      var found = new LevenbergMarquardt(200, 1e-3, 0, 3).solve(problem, starts);
      assertTrue(found.outcomes().contains(Outcome.STEPS_SPENT));
      // A Jacobian is 11; refused steps cost 1 each and ask for no other.
      long most = found.courses().stream().mapToLong(Course::cost).max().orElseThrow();
      assertTrue(most < 4 * 11 + 200, () -> "spent " + most);
      assertThrows(Misuse.class, () -> new LevenbergMarquardt(200, 1e-3, 0, 0));
    });
  }
}

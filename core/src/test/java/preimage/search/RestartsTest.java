package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class RestartsTest {
  private static final Solver ADAM = new Adam(.05, 60, new Schedule.Cosine());

  /** Two wells, at −1 (depth 0) and at 1 (depth 0.1). */
  private static final Objective WELLS =
      Objective.of(x -> x.square().add(-1).square().add(x.add(1).mul(.05)).flatten().sum(1));

  private static Tensor uniform(int restart, int[] rows, Draws draws) {
    return draws.uniform(Shape.of(1), -1.5, 1.5);
  }

  @Test
  void theLowestEndOfEachSampleCounts() {
    Scope.run(() -> {
      var ends = new Restarts(8).solve(ADAM, Zoo.problem(WELLS, 20), RestartsTest::uniform);
      double[] value = ends.found().value().toDoubles();
      var lowest = new double[20];
      java.util.Arrays.fill(lowest, Double.POSITIVE_INFINITY);
      for (var attempt : ends.attempts()) {
        double[] ended = attempt.found().value().toDoubles();
        for (int i = 0; i < 20; i++) {
          lowest[i] = Math.min(lowest[i], ended[i]);
        }
      }
      assertEquals(8, ends.attempts().size());
      assertArrayEquals(lowest, value);
      for (int i = 0; i < 20; i++) {
        var attempt = ends.attempts().get(ends.winner()[i]).found();
        assertEquals(value[i], attempt.value().toDoubles()[i]);
        assertEquals(ends.found().point().toDoubles()[i], attempt.point().toDoubles()[i]);
        assertEquals(-1, ends.found().point().toDoubles()[i], .05);
        assertEquals(8 * 121, ends.found().courses().get(i).cost());
      }
    });
  }

  @Test
  void moreStartsContainFewer() {
    Scope.run(() -> {
      var few = new Restarts(2).solve(ADAM, Zoo.problem(WELLS, 5), RestartsTest::uniform);
      var many = new Restarts(4).solve(ADAM, Zoo.problem(WELLS, 5), RestartsTest::uniform);
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(
            few.attempts().get(i).found().point().toArray(),
            many.attempts().get(i).found().point().toArray(),
            1e-6f);
      }
    });
  }

  @Test
  void samplesThatAreGoodEnoughAreNotStartedAgain() {
    Scope.run(() -> {
      var ends = new Restarts(10, .05).solve(ADAM, Zoo.problem(WELLS, 30), RestartsTest::uniform);
      int before = 30;
      for (var attempt : ends.attempts()) {
        assertTrue(attempt.rows().length <= before);
        before = attempt.rows().length;
      }
      assertTrue(before < 30);
      var courses = ends.found().courses();
      for (int i = 0; i < 30; i++) {
        assertTrue(ends.found().value().toDoubles()[i] <= .05);
        assertEquals(121L * (ends.winner()[i] + 1), courses.get(i).cost());
      }
    });
  }

  @Test
  void theNextSolverGoesOnFromTheBestPointUnlessDone() {
    Scope.run(() -> {
      var f = Zoo.linear(3, 9);
      Tensor truth = Zoo.points(2, 3, Dtype.FLOAT64);
      var residual = Residual.match(f, f.apply(truth));
      var problem = Zoo.problem(residual, 2);
      var adam = new Adam(.05, 10, new Schedule.Constant());
      Tensor start = truth.withRows(Tensor.of(new int[] {1}), Zoo.starts(1, 3, Dtype.FLOAT64));
      var found = new LevenbergMarquardt(1, 1e-12).then(adam).solve(problem, start);
      assertEquals(List.of(Outcome.CONVERGED, Outcome.STEPS_SPENT), found.outcomes());
      assertEquals(1, found.courses().getFirst().steps());
      assertEquals(11, found.courses().getLast().steps());
      var both = adam.then(new LevenbergMarquardt()).solve(Zoo.problem(residual, 2), start);
      var course = both.courses().get(1);
      assertTrue(course.steps() > 10);
      assertEquals(course.cost(), course.trace().cost()[course.trace().count() - 1]);
      assertArrayEquals(truth.toDoubles(), both.point().toDoubles(), 1e-12);
    });
  }
}

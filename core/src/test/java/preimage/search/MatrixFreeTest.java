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

class MatrixFreeTest {
  /** Conjugate gradients end in d iterations, and the problem is linear: one step and a little. */
  @Test
  void solvesLinearProblemsInThreeStepsOfAsManyIterationsAsDimensions() {
    Scope.run(() -> {
      var f = Zoo.linear(5, 12);
      Tensor truth = Zoo.points(6, 5, Dtype.FLOAT64);
      var residual = Residual.match(f, f.apply(truth));
      Tensor start = Zoo.starts(6, 5, Dtype.FLOAT64);
      var found = new MatrixFree(3, 5, 1e-6).solve(Zoo.problem(residual, 6), start);
      assertArrayEquals(truth.toDoubles(), found.point().toDoubles(), 1e-12);
      var fewer = new MatrixFree(3, 2, 1e-6).solve(Zoo.problem(residual, 6), start);
      assertTrue(fewer.value().mean().item() > 1e-9);
    });
  }

  /** In the whole space a step is that of the dense method, at equal λ · scale. */
  @Test
  void stepsLikeTheDenseMethodWhereDampingIsNothing() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(6, 30);
      Tensor truth = Zoo.points(10, 6, Dtype.FLOAT64);
      var residual = Residual.match(f, f.apply(truth));
      Tensor start = truth.add(Zoo.starts(10, 6, Dtype.FLOAT64).mul(.1));
      var dense = new LevenbergMarquardt(1, 1e-12).solve(Zoo.problem(residual, 10), start);
      var free = new MatrixFree(1, 6, 1e-12).solve(Zoo.problem(residual, 10), start);
      assertArrayEquals(dense.point().toDoubles(), free.point().toDoubles(), 1e-8);
    });
  }

  @Test
  void recoversThroughTanhToRounding() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      Tensor truth = Zoo.points(40, 10, Dtype.FLOAT32);
      var residual = Residual.match(f, f.apply(truth));
      var problem = Zoo.problem(residual, Projection.box(-1, 1), 40);
      var found = new MatrixFree().solve(problem, Zoo.starts(40, 10, Dtype.FLOAT32));
      assertArrayEquals(truth.toArray(), found.point().toArray(), 1e-5f);
      for (double value : found.value().toDoubles()) {
        assertTrue(value < 1e-13, () -> "left " + value);
      }
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
    });
  }

  @Test
  void slidesAlongTheFaceOfABox() {
    Scope.run(() -> {
      var f =
          Residual.match(
              p -> p.matmul(Tensor.of(new double[] {1, 0, .9, .1}, 2, 2).transpose(0, 1)),
              Tensor.of(new double[] {2, 1}, 1, 2));
      var problem = Zoo.problem(f, Projection.box(-1, 1), 1);
      var start = Tensor.of(new double[] {-.5, -.5}, 1, 2);
      var found = new MatrixFree(50, 2, 1e-3).solve(problem, start);
      assertArrayEquals(new double[] {1, 1}, found.point().toDoubles(), 1e-6);
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes());
    });
  }

  /** Two for the function, one to see its size, one for the slope, two an iteration, a trial. */
  @Test
  void chargesEachProductAsExecutedAndNoneForARefusedStep() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(10, 60);
      var residual = Residual.match(f, f.apply(Zoo.points(12, 10, Dtype.FLOAT32)));
      Tensor start = Zoo.starts(12, 10, Dtype.FLOAT32);
      var found = new MatrixFree(1, 4, 1e-3).solve(Zoo.problem(residual, 12), start);
      for (var course : found.courses()) {
        assertEquals(2 + 1 + 1 + 2 * 4 + 2, course.cost());
      }
      // Newton's method overshoots from here until it is damped.
      var steep = Residual.match(x -> x.mul(4).tanh(), Tensor.zeros(1, 1).to(Dtype.FLOAT64));
      var one = new MatrixFree(100, 3, 1e-9);
      var away = one.solve(Zoo.problem(steep, 1), Tensor.of(new double[] {.9}, 1, 1));
      var course = away.courses().getFirst();
      double[] values = course.trace().value();
      int refused = 0;
      for (int i = 1; i < values.length; i++) {
        refused += values[i] == values[i - 1] ? 1 : 0;
      }
      assertEquals(0, away.point().item(), 1e-12);
      assertTrue(refused > 3);
      // One dimension leaves room for one iteration.
      assertEquals(1 + course.steps() + 6 * (course.steps() - refused), course.cost());
    });
  }

  @Test
  void isNotMisledByASampleWithoutAnObjective() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(4, 12);
      Tensor target = f.apply(Zoo.points(3, 4, Dtype.FLOAT32));
      Tensor broken = Tensor.of(new float[] {0, Float.NaN, 0}, 3, 1);
      var residual = Residual.match(f, target.add(broken));
      var found = new MatrixFree().solve(Zoo.problem(residual, 3), Zoo.starts(3, 4, Dtype.FLOAT32));
      assertEquals(
          List.of(Outcome.CONVERGED, Outcome.DIVERGED, Outcome.CONVERGED), found.outcomes());
    });
  }

  @Test
  void aSampleIsTheSameInAnyBatch() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(6, 20);
      Tensor target = f.apply(Zoo.points(24, 6, Dtype.FLOAT64));
      Tensor start = Zoo.starts(24, 6, Dtype.FLOAT64);
      var residual = Residual.match(f, target);
      var solver = new MatrixFree(6, 3, 1e-3);
      var all = solver.solve(Zoo.problem(residual, 24), start);
      var rows = new int[] {17, 3};
      Tensor index = Tensor.of(rows);
      var some = solver.solve(Zoo.problem(residual, 24).rows(rows), start.rows(index));
      assertArrayEquals(all.point().rows(index).toDoubles(), some.point().toDoubles(), 1e-9);
      assertEquals(all.courses().get(17).cost(), some.courses().getFirst().cost());
    });
  }

  @Test
  void aSumOfTwoResidualsIsLinearisedAsOne() {
    Scope.run(() -> {
      var f = Zoo.linear(4, 9);
      Tensor target = f.apply(Zoo.points(5, 4, Dtype.FLOAT64));
      var prior = Residual.match(x -> x.mul(.3), Tensor.zeros(5, 4).to(Dtype.FLOAT64));
      var sum = (Residual) Sum.of(Residual.match(f, target), prior);
      Tensor start = Zoo.starts(5, 4, Dtype.FLOAT64);
      var slopes = sum.slopes(start);
      var tangents = sum.tangents(start);
      Tensor t = Zoo.points(5, 4, Dtype.FLOAT64);
      Tensor pushed = slopes.jacobian().matmul(t.reshape(5, 4, 1)).flatten();
      assertArrayEquals(pushed.toDoubles(), tangents.push().apply(t).toDoubles(), 1e-12);
      Tensor u = slopes.value();
      Tensor pulled = slopes.jacobian().transpose(1, 2).matmul(u.reshape(5, 13, 1)).flatten();
      assertArrayEquals(pulled.toDoubles(), tangents.pull().apply(u).toDoubles(), 1e-12);
      var dense = new LevenbergMarquardt().solve(Zoo.problem(sum, 5), start);
      var free = new MatrixFree().solve(Zoo.problem(sum, 5), start);
      assertArrayEquals(dense.point().toDoubles(), free.point().toDoubles(), 1e-8);
    });
  }

  @Test
  void memoryDoesNotGrowWithSteps() {
    Scope.run(() -> {
      var live = LongStream.builder();
      Watch watch = standing -> live.add(Scope.liveTensors());
      // Never solved, and slow to get lower.
      var f = Residual.match(x -> x.square().square(), Tensor.zeros(3, 4));
      var draws = Zoo.problem(f, 3).draws();
      var problem = new Problem(f, Projection.none(), draws, Meter.of(3), watch);
      new MatrixFree(20, 3, 1e-3).solve(problem, Zoo.starts(3, 4, Dtype.FLOAT32));
      long[] counts = live.build().toArray();
      assertEquals(20, counts.length);
      assertEquals(counts[5], LongStream.of(counts).skip(5).max().orElseThrow());
    });
  }

  @Test
  void refusesWhatItCannotSolve() {
    Scope.run(() ->
        assertThrows(
            Misuse.class,
            () -> new MatrixFree().solve(Zoo.problem(Zoo.quadratic(), 1), Tensor.zeros(1, 3))));
    assertThrows(Misuse.class, () -> new MatrixFree(0, 5, 1));
    assertThrows(Misuse.class, () -> new MatrixFree(5, 0, 1));
    assertThrows(Misuse.class, () -> new MatrixFree(5, 5, 0));
  }
}

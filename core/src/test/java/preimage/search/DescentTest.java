package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class DescentTest {
  private static final Schedule CONSTANT = new Schedule.Constant();

  @Test
  void gradientDescentTakesTheStepsOfAPlainLoop() {
    Scope.run(() -> {
      var x = new double[] {.1, -.3, .9};
      var start = Tensor.of(x, 1, 3);
      var solver = new GradientDescent(.05, 40, new Schedule.Halving(15));
      var found = solver.solve(Zoo.problem(Zoo.quadratic(), 1), start);
      for (int step = 0; step < 40; step++) {
        for (int i = 0; i < 3; i++) {
          double rate = step < 15 ? .05 : step < 30 ? .025 : .0125;
          x[i] -= rate * 2 * (i + 1) * (x[i] - .5);
        }
      }
      assertArrayEquals(x, found.point().toDoubles(), 1e-14);
    });
  }

  @Test
  void adamTakesTheStepsOfAPlainLoop() {
    Scope.run(() -> {
      var x = new double[] {.1, -.3, .9};
      var start = Tensor.of(x, 1, 3);
      var solver = new Adam(.02, .8, .99, 30, new Schedule.Cosine());
      var found = solver.solve(Zoo.problem(Zoo.quadratic(), 1), start);
      for (int i = 0; i < 3; i++) {
        double mean = 0;
        double square = 0;
        for (int step = 0; step < 30; step++) {
          double gradient = 2 * (i + 1) * (x[i] - .5);
          mean = .8 * mean + .2 * gradient;
          square = .99 * square + .01 * gradient * gradient;
          double corrected = mean / (1 - Math.pow(.8, step + 1));
          double deviation = Math.sqrt(square / (1 - Math.pow(.99, step + 1)));
          double rate = .02 * (1 + Math.cos(Math.PI * step / 30)) / 2;
          x[i] -= rate * corrected / (deviation + 1e-8);
        }
      }
      assertArrayEquals(x, found.point().toDoubles(), 1e-13);
      assertEquals(List.of(Outcome.STEPS_SPENT), found.outcomes());
    });
  }

  @Test
  void countsEachPassAsExecuted() {
    Scope.run(() -> {
      Tensor start = Zoo.starts(3, 4, Dtype.FLOAT32);
      var found = new Adam(.1, 25, CONSTANT).solve(Zoo.problem(Zoo.quadratic(), 3), start);
      for (var course : found.courses()) {
        assertEquals(25, course.steps());
        assertEquals(2 * 25 + 1, course.cost());
        assertEquals(26, course.trace().count());
        assertEquals(2, course.trace().cost()[0]);
        assertEquals(51, course.trace().cost()[25]);
      }
    });
  }

  @Test
  void keepsTheBestPointOfAWayThatOvershoots() {
    Scope.run(() -> {
      var f = Objective.of(x -> x.square().sum(1));
      var found =
          new GradientDescent(1.05, 10, CONSTANT)
              .solve(Zoo.problem(f, 1), Tensor.of(new float[] {1, 1}, 1, 2));
      assertArrayEquals(new float[] {1, 1}, found.point().toArray());
      assertEquals(2, found.value().item());
      var values = found.courses().getFirst().trace().value();
      assertTrue(values[10] > 10, () -> Arrays.toString(values));
    });
  }

  @Test
  void divergesAlone() {
    Scope.run(() -> {
      // The root of a negative number is not a number.
      var f = Objective.of(x -> x.sub(Tensor.of(new float[] {1, 0}, 2)).add(1).sqrt().sum(1));
      Tensor start = Tensor.of(new float[] {5, 5, .5f, .3f, 4, 7, -3, 1}, 4, 2);
      var alone = start.rows(Tensor.of(new int[] {0, 2}));
      var solver = new GradientDescent(.1, 30, CONSTANT);
      var found = solver.solve(Zoo.problem(f, 4), start);
      assertEquals(
          List.of(Outcome.STEPS_SPENT, Outcome.DIVERGED, Outcome.STEPS_SPENT, Outcome.DIVERGED),
          found.outcomes());
      assertArrayEquals(
          solver.solve(Zoo.problem(f, 2), alone).point().toArray(),
          found.point().rows(Tensor.of(new int[] {0, 2})).toArray(),
          1e-6f);
      assertTrue(Double.isFinite(found.value().toDoubles()[1]));
      assertTrue(found.value().toDoubles()[1] < f.at(start).toDoubles()[1]);
      assertEquals(Double.POSITIVE_INFINITY, found.value().toDoubles()[3]);
      assertArrayEquals(
          new float[] {-3, 1}, found.point().rows(Tensor.of(new int[] {3})).toArray());
      assertTrue(found.courses().get(1).steps() < 30);
    });
  }

  @Test
  void finishedSamplesLeaveTheBatch() {
    Scope.run(() -> {
      var sizes = new ArrayList<Long>();
      var f =
          Objective.of(x -> {
            sizes.add(x.size(0));
            return x.square().sum(1);
          });
      // At rate 1/2 the quadratic is solved in one step, and the second finds nothing to do.
      Tensor start = Tensor.of(new float[] {0, 3, 0, 4}, 4, 1);
      var found = new GradientDescent(.5, 9, CONSTANT).solve(Zoo.problem(f, 4), start);
      assertEquals(List.of(4L, 2L), sizes);
      assertArrayEquals(
          new long[] {1, 2, 1, 2}, found.courses().stream().mapToLong(Course::steps).toArray());
      assertArrayEquals(
          new long[] {2, 4, 2, 4}, found.courses().stream().mapToLong(Course::cost).toArray());
      assertEquals(List.of(Outcome.CONVERGED), found.outcomes().stream().distinct().toList());
      assertArrayEquals(new float[4], found.point().toArray());
    });
  }

  @Test
  void aCoupledObjectiveNeverShrinks() {
    Scope.run(() -> {
      var sizes = new HashSet<Long>();
      var f =
          new Objective() {
            @Override
            public Tensor at(Tensor point) {
              sizes.add(point.size(0));
              Tensor squares = point.square().sum(1);
              return squares.add(squares.mean().mul(.1));
            }

            @Override
            public Objective rows(Tensor index) {
              throw new AssertionError("a coupled objective was split");
            }

            @Override
            public boolean coupled() {
              return true;
            }
          };
      Tensor start = Tensor.of(new float[] {0, 3, 0, 4}, 4, 1);
      var solver = new GradientDescent(.25, 200, CONSTANT).then(new Adam(.01, 20, CONSTANT));
      var ends = new Restarts(2).solve(solver, Zoo.problem(f, 4), (restart, rows, draws) -> start);
      assertEquals(Set.of(4L), sizes);
      assertArrayEquals(new float[4], ends.found().point().toArray(), 1e-6f);
    });
  }

  @Test
  void aSampleIsTheSameInAnyBatch() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(6, 20);
      Tensor truth = Zoo.points(24, 6, Dtype.FLOAT32);
      Tensor start = Zoo.starts(24, 6, Dtype.FLOAT32);
      var solver = new Adam(.1, 30, new Schedule.Cosine()).then(new LevenbergMarquardt(8, 1e-3));
      var all =
          solver.solve(
              Zoo.problem(Residual.match(f, f.apply(truth)), Projection.box(-1, 1), 24), start);
      for (int[] some : new int[][] {{17}, {17, 3}, IntStream.range(10, 20).toArray()}) {
        Tensor index = Tensor.of(some);
        var problem =
            Zoo.problem(Residual.match(f, f.apply(truth)), Projection.box(-1, 1), 24).rows(some);
        var part = solver.solve(problem, start.rows(index));
        assertArrayEquals(all.point().rows(index).toArray(), part.point().toArray(), 1e-5f);
      }
    });
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Scope.run(() -> {
      var f = Zoo.tanhLinear(6, 20);
      var residual = Residual.match(f, f.apply(Zoo.points(9, 6, Dtype.FLOAT32)));
      Starts starts = (restart, rows, draws) -> draws.uniform(Shape.of(6), -1, 1);
      var solver = new Adam(.1, 20, CONSTANT).then(new LevenbergMarquardt());
      var one = new Restarts(3).solve(solver, Zoo.problem(residual, 9), starts);
      var two = new Restarts(3).solve(solver, Zoo.problem(residual, 9), starts);
      assertArrayEquals(one.found().point().toArray(), two.found().point().toArray());
      assertArrayEquals(one.winner(), two.winner());
    });
  }

  @Test
  void staysInTheBoxAtEachStep() {
    Scope.run(() -> {
      var f =
          Objective.of(x -> {
            for (float value : x.toArray()) {
              assertTrue(value >= -.25f && value <= .25f);
            }
            return x.add(-.5).square().sum(1);
          });
      var problem = Zoo.problem(f, Projection.box(-.25, .25), 5);
      var found = new Adam(.1, 40, CONSTANT).solve(problem, Zoo.starts(5, 3, Dtype.FLOAT32));
      for (float value : found.point().toArray()) {
        assertEquals(.25f, value);
      }
    });
  }

  @Test
  void memoryDoesNotGrowWithSteps() {
    Scope.run(() -> {
      var live = LongStream.builder();
      Watch watch = standing -> live.add(Scope.liveTensors());
      var f = Zoo.tanhLinear(4, 9);
      var residual = Residual.match(f, f.apply(Zoo.points(3, 4, Dtype.FLOAT32)));
      var draws = Zoo.problem(residual, 3).draws();
      var problem = new Problem(residual, Projection.none(), draws, Meter.of(3), watch);
      new Adam(1e-3, 300, CONSTANT).solve(problem, Zoo.starts(3, 4, Dtype.FLOAT32));
      long[] counts = live.build().toArray();
      assertEquals(300, counts.length);
      assertEquals(counts[5], LongStream.of(counts).skip(5).max().orElseThrow());
    });
  }

  @Test
  void anObjectiveMayChangeWithTheStep() {
    Scope.run(() -> {
      var seen = new ArrayList<Long>();
      var f =
          new Objective() {
            @Override
            public Tensor at(Tensor point) {
              return point.square().sum(1);
            }

            @Override
            public Objective rows(Tensor index) {
              return this;
            }

            @Override
            public Objective now(Draws moment) {
              seen.add(moment.rng().step());
              double centre = moment.rng().step();
              return Zoo.changing(x -> x.add(-centre).square().sum(1));
            }
          };
      var found =
          new GradientDescent(.5, 3, CONSTANT)
              .solve(Zoo.problem(f, 1), Tensor.of(new float[] {0}, 1, 1));
      assertEquals(List.of(0L, 1L, 2L, 3L, 4L), seen);
      var values = found.courses().getFirst().trace().value();
      assertArrayEquals(new double[] {1, 1, 1, 1}, values);
    });
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThrows(Misuse.class, () -> new Adam(0, 10, CONSTANT));
    assertThrows(Misuse.class, () -> new Adam(.1, 1, .9, 10, CONSTANT));
    assertThrows(Misuse.class, () -> new GradientDescent(.1, 0, CONSTANT));
    assertThrows(Misuse.class, () -> new LevenbergMarquardt(10, 0));
    assertThrows(Misuse.class, () -> new Schedule.Halving(0));
    assertThrows(Misuse.class, () -> new Restarts(0));
  }
}

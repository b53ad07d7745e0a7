package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
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

  /** A heat that only moves: the objective there decides, and the solver is given what is left. */
  @Test
  void theBetterHalfGoesOnUntilSomeAreLeft() {
    Scope.run(() -> {
      var heat = new Adam(.01, 3, new Schedule.Constant());
      var race = new Restarts(10, 0, new Race.Halving(heat, 2));
      var ends = race.solve(ADAM, Zoo.problem(WELLS, 20), RestartsTest::uniform);
      assertEquals(10, ends.attempts().size());
      // Heats of 10, 5 and 3 starts, then the solver for 2; a search is two a step and a look.
      long cost = (10 + 5 + 3) * 7 + 2 * 121;
      for (int i = 0; i < 20; i++) {
        int sample = i;
        long[] steps =
            ends.attempts().stream()
                .mapToLong(attempt -> attempt.found().courses().get(sample).steps())
                .sorted()
                .toArray();
        assertArrayEquals(new long[] {3, 3, 3, 3, 3, 6, 6, 9, 69, 69}, steps);
        assertEquals(cost, ends.found().courses().get(i).cost());
        double[] values =
            ends.attempts().stream()
                .mapToDouble(attempt -> attempt.found().value().toDoubles()[sample])
                .toArray();
        double least = java.util.Arrays.stream(values).min().orElseThrow();
        assertEquals(least, ends.found().value().toDoubles()[i]);
        assertEquals(least, values[ends.winner()[i]]);
        assertEquals(69, ends.found().courses().get(i).steps());
      }
    });
  }

  @Test
  void aRaceIsTheSameInAnyBatch() {
    Scope.run(() -> {
      var heat = new Adam(.05, 5, new Schedule.Constant());
      var race = new Restarts(9, 0, new Race.Halving(heat, 1));
      var clip = Projection.redrawn(-1.5, 1.5, d -> d.uniform(Shape.of(1), -1.5, 1.5));
      var all = race.solve(ADAM, Zoo.problem(WELLS, clip, 40), RestartsTest::uniform);
      var rows = new int[] {17, 31};
      var some = race.solve(ADAM, Zoo.problem(WELLS, clip, 40).rows(rows), RestartsTest::uniform);
      for (int i = 0; i < 2; i++) {
        assertEquals(all.winner()[rows[i]], some.winner()[i]);
        assertEquals(
            all.found().point().toDoubles()[rows[i]], some.found().point().toDoubles()[i], 1e-6);
      }
    });
  }

  /** The first of those left is given to the solver; the second only where that was not enough. */
  @Test
  void afterARaceStartsAreTriedUntilThereIsEnough() {
    Scope.run(() -> {
      var heat = new Adam(.01, 3, new Schedule.Constant());
      var race = new Restarts(4, 1e9, new Race.Halving(heat, 2));
      var ends = race.solve(ADAM, Zoo.problem(WELLS, 7), RestartsTest::uniform);
      for (var course : ends.found().courses()) {
        assertEquals(4 * 7 + 121, course.cost());
      }
      var never = new Restarts(4, 1e-3, new Race.Halving(heat, 2));
      var deep = Objective.of(x -> WELLS.at(x).add(1));
      var both = never.solve(ADAM, Zoo.problem(deep, 7), RestartsTest::uniform);
      for (var course : both.found().courses()) {
        assertEquals(4 * 7 + 2 * 121, course.cost());
      }
    });
  }

  /** Variant v of sample i wants to be at its target plus v. */
  @Test
  void triesAllVariantsOfASample() {
    Scope.run(() -> {
      Tensor target = Tensor.of(new float[] {.1f, .2f, .3f}, 3, 1);
      var wanted = Tensor.cat(List.of(target.add(2), target, target.add(5)), 0);
      // Only in [−1, 1] can there be a solution, so that the second variant wins.
      var f = Residual.match(x -> x, wanted);
      var draws = Zoo.problem(f, 3).draws().rows(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2});
      var meter = Meter.of(3).rows(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2});
      var problem = new Problem(f, Projection.box(-1, 1), draws, meter, Watch.NOBODY);
      var asked = new java.util.ArrayList<Integer>();
      Starts starts =
          (restart, rows, d) -> {
            asked.add(restart);
            return Tensor.zeros(rows.length, 1);
          };
      var ends = new Restarts(2).solve(new LevenbergMarquardt(), problem, starts, 3);
      assertEquals(List.of(0, 0, 0, 1, 1, 1), asked);
      assertEquals(6, ends.attempts().size());
      assertArrayEquals(new int[] {1, 1, 1}, ends.winner());
      assertArrayEquals(target.toArray(), ends.found().point().toArray(), 1e-6f);
      var costs = ends.found().courses().stream().mapToLong(Course::cost).distinct().toArray();
      long all =
          ends.attempts().stream()
              .mapToLong(a -> a.found().courses().getFirst().cost())
              .max()
              .orElseThrow();
      assertArrayEquals(new long[] {all}, costs);
    });
  }

  @Test
  void aRaceNeedsIndependentSamples() {
    Scope.run(() -> {
      var coupled =
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
            public boolean coupled() {
              return true;
            }
          };
      var race = new Restarts(4, 0, new Race.Halving());
      assertThrows(
          Misuse.class, () -> race.solve(ADAM, Zoo.problem(coupled, 2), RestartsTest::uniform));
      assertThrows(Misuse.class, () -> new Race.Halving(ADAM, 0));
    });
  }

  @Test
  void laterStartsKnowTheLowestEndSoFar() {
    Scope.run(() -> {
      var from =
          new Starts() {
            @Override
            public Tensor at(int restart, int[] rows, Draws draws) {
              return Tensor.full(1.2, rows.length, 1);
            }

            @Override
            public Tensor after(Tensor best, int restart, int[] rows, Draws draws) {
              return best.add(-1);
            }
          };
      var ends = new Restarts(3, .05).solve(ADAM, Zoo.problem(WELLS, 2), from);
      assertEquals(2, ends.attempts().size());
      double[] first = ends.attempts().getFirst().found().point().toDoubles();
      double[] last = ends.attempts().getLast().found().point().toDoubles();
      assertEquals(1, first[0], .05);
      assertEquals(-1, last[0], .05);
      var together = new Restarts(2).solve(ADAM, Zoo.problem(WELLS, 2), from).attempts();
      assertEquals(1, together.getLast().found().point().toDoubles()[0], .05);
    });
  }
}

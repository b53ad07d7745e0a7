package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class MomentumTest {
  private static final Schedule CONSTANT = new Schedule.Constant();

  @Test
  void takesTheStepsOfAPlainLoop() {
    Scope.run(() -> {
      var x = new double[] {.1, -.3, .9};
      var solver = new Momentum(.03, .8, 40, new Schedule.StepDown(.7, .2));
      var found = solver.solve(Zoo.problem(Zoo.quadratic(), 1), Tensor.of(x, 1, 3));
      var velocity = new double[3];
      for (int step = 0; step < 40; step++) {
        for (int i = 0; i < 3; i++) {
          velocity[i] = .8 * velocity[i] + 2 * (i + 1) * (x[i] - .5);
          x[i] -= (step < 28 ? .03 : .006) * velocity[i];
        }
      }
      assertArrayEquals(x, found.point().toDoubles(), 1e-13);
    });
  }

  /**
   * On w x² the error follows e ← (1 + μ − 2 w η) e − μ e′; at η = (1 + √μ)² / 2w both roots are
   * −√μ and e_k = (−√μ)ᵏ (1 + k (1 + 1/√μ · …)).
   */
  @Test
  void aQuadraticShrinksByTheRootOfTheMomentum() {
    Scope.run(() -> {
      double momentum = .49;
      double rate = Math.pow(1 - Math.sqrt(momentum), 2) / 2;
      var f = Objective.of(x -> x.square().sum(1));
      int steps = 60;
      var found =
          new Momentum(rate, momentum, steps, CONSTANT)
              .solve(Zoo.problem(f, 1), Tensor.of(new double[] {1}, 1, 1));
      // Both roots of t² − (1 + μ − 2η) t + μ are r = √μ, so that e_k = rᵏ (1 + k (1 − r)/… ).
      double r = Math.sqrt(momentum);
      double first = 1 - 2 * rate;
      double slope = first / r - 1;
      double expected = Math.pow(r, steps) * (1 + slope * steps);
      assertEquals(expected, found.point().item(), 1e-12 * Math.abs(expected) + 1e-15);
    });
  }

  @Test
  void withoutMomentumItIsGradientDescent() {
    Scope.run(() -> {
      Tensor start = Zoo.starts(4, 3, Dtype.FLOAT64);
      var ball = new Momentum(.05, 0, 30, CONSTANT).solve(Zoo.problem(Zoo.quadratic(), 4), start);
      var plain = new GradientDescent(.05, 30, CONSTANT);
      assertArrayEquals(
          plain.solve(Zoo.problem(Zoo.quadratic(), 4), start).point().toDoubles(),
          ball.point().toDoubles(),
          1e-15);
      assertEquals(61, ball.courses().getFirst().cost());
    });
  }

  /** Defense-GAN: a tenth of the rate after .8 of the steps. */
  @Test
  void theRateStepsDownOnce() {
    var rates = LongStream.range(0, 10).mapToDouble(i -> new Schedule.StepDown().at(i, 10));
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1, .1, .1}, rates.toArray());
    assertEquals(1, new Schedule.StepDown(.5, 0).at(2, 5));
    assertEquals(0, new Schedule.StepDown(.5, 0).at(3, 5));
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThrows(Misuse.class, () -> new Momentum(0, .5, 3, CONSTANT));
    assertThrows(Misuse.class, () -> new Momentum(1, 1, 3, CONSTANT));
    assertThrows(Misuse.class, () -> new Momentum(1, .5, 0, CONSTANT));
    assertThrows(Misuse.class, () -> new Schedule.StepDown(1.5, .1));
    assertThrows(Misuse.class, () -> new Schedule.StepDown(.5, -1));
  }
}

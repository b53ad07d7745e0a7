package preimage.search;

import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class EasedTest {
  private static final LevenbergMarquardt LM = new LevenbergMarquardt();
  private static final Solver EASED = new Eased(LM);

  /** eˣ − t, which is x − log t on the logarithm's scale. */
  private record Exponential(Tensor target) implements Residual {
    @Override
    public Tensor residual(Tensor x) {
      return x.exp().sub(target);
    }

    @Override
    public Optional<Residual> eased() {
      return Optional.of(Residual.match(x -> x.expand(target.shape()), target.log()));
    }

    @Override
    public Residual rows(Tensor index) {
      return new Exponential(target.rows(index));
    }
  }

  private static Tensor column(double value) {
    return Tensor.full(value, 1, 1).to(Dtype.FLOAT64);
  }

  private static Exponential of(double... targets) {
    return new Exponential(Tensor.of(targets, 1, targets.length));
  }

  @Test
  void followsTheStraighterResiduals() {
    Scope.run(() -> {
      var problem = Zoo.problem(of(1e-9), 1);
      var plain = LM.solve(problem, column(5));
      var eased = EASED.solve(Zoo.problem(of(1e-9), 1), column(5));
      assertEquals(Math.log(1e-9), eased.point().item(), 1e-9);
      assertTrue(3 * eased.courses().getFirst().steps() < plain.courses().getFirst().steps());
    });
  }

  @Test
  void anEndIsWorthWhatTheObjectiveSays() {
    Scope.run(() -> {
      var found = EASED.solve(Zoo.problem(of(1, 3), 1), column(0));
      assertEquals(Math.log(3) / 2, found.point().item(), 1e-9);
      double off = Math.sqrt(3);
      double value = (Math.pow(off - 1, 2) + Math.pow(off - 3, 2)) / 2;
      assertEquals(value, found.value().item(), 1e-9);
    });
  }

  @Test
  void whatHasNoZeroEndsWhereTheObjectiveIsSmallest() {
    Scope.run(() -> {
      for (double enough : new double[] {0, 1e-12}) {
        for (int starts : new int[] {1, 4}) {
          var ends =
              new Restarts(starts, enough)
                  .solve(EASED, Zoo.problem(of(1, 3), 1), (_, _, _) -> column(0));
          assertEquals(Math.log(2), ends.found().point().item(), 1e-6);
          assertEquals(1, ends.found().value().item(), 1e-9);
          assertEquals(starts, ends.attempts().size());
        }
      }
    });
  }

  @Test
  void otherObjectivesAreLeftToTheSolver() {
    Scope.run(() -> {
      var residual = Residual.match(Tensor::exp, column(2));
      var plain = LM.solve(Zoo.problem(residual, 1), column(0));
      var eased = EASED.solve(Zoo.problem(residual, 1), column(0));
      assertArrayEquals(plain.point().toDoubles(), eased.point().toDoubles());
      // Nor is there anything left for the solver to do again.
      assertEquals(Optional.empty(), EASED.last(Zoo.problem(residual, 1)));
      assertEquals(Optional.of(LM), EASED.last(Zoo.problem(of(1), 1)));
    });
  }

  @Test
  void anEndThatIsNoNumberIsNeverGoodEnough() {
    Scope.run(() -> {
      var ends =
          new Restarts(3, 1e-12)
              .solve(EASED, Zoo.problem(of(2), 1), (start, _, _) -> column(start > 0 ? 0 : NaN));
      assertEquals(Math.log(2), ends.found().point().item(), 1e-9);
      assertEquals(1, ends.winner()[0]);
    });
  }
}

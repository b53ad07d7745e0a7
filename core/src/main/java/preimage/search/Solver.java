package preimage.search;

import java.util.Optional;
import preimage.tensor.Tensor;

/** A way to solve problems, and all that it needs to be told. */
public interface Solver {
  /**
   * Searches from {@code start} (n, …), each sample by itself, inside the caller's scope.
   *
   * <p>What goes wrong with a sample is its {@link Outcome}.
   *
   * @throws preimage.spec.Misuse if this solver cannot solve such a problem
   */
  Found solve(Problem problem, Tensor start);

  /**
   * Refuses what {@link #solve} could not solve.
   *
   * @throws preimage.spec.Misuse if this solver cannot solve such a problem
   */
  default void require(Problem problem) {}

  /**
   * What goes on with the best end of half the starts, and makes the other half, where no end was
   * good enough.
   */
  default Optional<Solver> last(Problem problem) {
    return Optional.empty();
  }

  /** This, then {@code next} from where this ended. */
  default Solver then(Solver next) {
    return new Then(this, next);
  }
}

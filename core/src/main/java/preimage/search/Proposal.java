package preimage.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * A way to move, with all that it remembers of the n samples' way so far: a value, from which each
 * step makes the next one.
 */
public interface Proposal extends Bundle {
  /** Where to go from {@code here}, feasible or not. */
  Move propose(Place here, Draws draws);

  /** What is remembered of the samples at {@code index} (int64). */
  Proposal rows(Tensor index);

  /**
   * What the way to move makes of a step taken.
   *
   * @param there the feasible point next to the candidate
   * @param moved the samples (bool, n) that are there now
   */
  default Lesson learn(Place here, Place there, Tensor moved) {
    return new Lesson(this, List.of());
  }

  /** A candidate (n, …), and the proposal that has it in mind. */
  record Move(Tensor to, Proposal proposal) {}

  /**
   * The proposal for the next step.
   *
   * @param outcomes what became of each sample that this proposal is done with; empty if there is
   *     none
   */
  record Lesson(Proposal proposal, List<Optional<Outcome>> outcomes) {
    public Lesson {
      outcomes = List.copyOf(outcomes);
    }

    /**
     * Nothing is learnt but who has converged: those whose own step leaves them where they are, and
     * would so for ever.
     */
    static Lesson stationary(Proposal proposal, Place here, Place there) {
      Tensor distance = there.point().same(here.point()).not().to(Dtype.FLOAT32).sumPerSample();
      var outcomes =
          Arrays.stream(distance.toDoubles())
              .mapToObj(d -> d == 0 ? Optional.of(Outcome.CONVERGED) : Optional.<Outcome>empty())
              .toList();
      return new Lesson(proposal, outcomes);
    }
  }
}

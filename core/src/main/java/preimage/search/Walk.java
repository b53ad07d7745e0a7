package preimage.search;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * A fixed number of steps that everyone takes: where the last one leads is not looked at, so that a
 * step costs a gradient and nothing more. For searches within a training, where the way counts and
 * not the best point on it.
 *
 * @param proposal the first proposal for points (n, …)
 * @param steps at least 1
 */
public record Walk(Function<Tensor, Proposal> proposal, int steps) {
  public Walk {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  private record Stand(long step, Tensor point, Proposal proposal) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.concat(Stream.of(point), proposal.tensors());
    }
  }

  /** The feasible point (n, …) that the last step leads to from {@code start}. */
  public Tensor end(Problem problem, Tensor start) {
    return Scope.call(() -> {
      Tensor first = problem.at(0).feasible(start);
      var stand = new Stand(0, first, proposal.apply(first));
      return Scope.iterate(stand, steps, now -> step(problem.at(now.step + 1), now)).point;
    });
  }

  private static Stand step(Problem problem, Stand now) {
    var here = new Place(problem, now.point, Optional.empty(), Optional.empty());
    var move = now.proposal.propose(here, problem.draws().purpose("proposal"));
    return new Stand(now.step + 1, problem.feasible(move.to()), move.proposal());
  }
}

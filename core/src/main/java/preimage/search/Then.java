package preimage.search;

import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** One solver, then another from the points that it found, unless they have converged. */
public record Then(Solver first, Solver next) implements Solver {
  @Override
  public void require(Problem problem) {
    first.require(problem);
    next.require(problem);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return Scope.call(() -> {
      var found = first.solve(problem, start);
      int[] open = problem.objective().coupled() ? found.every() : found.without(Outcome.CONVERGED);
      if (open.length == 0) {
        return found;
      }
      var rest = problem.rows(open).purpose("then");
      var further = next.solve(rest, found.point().rows(Tensor.of(open)));
      return found.then(further, open, problem.keep());
    });
  }
}

package preimage.search;

import java.util.Optional;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * A solver of least squares that follows other residuals with the same zeros, nearer to linear
 * functions, where the objective {@linkplain Residual#eased knows} such; the objective itself says
 * what an end is worth.
 *
 * <p>What has no zero is smallest elsewhere, so that the best end goes on by the solver alone; of
 * starts that are made one after the other, that is after half of them, and it makes the others.
 *
 * @param by the solver
 */
public record Eased(Solver by) implements Solver {
  public Eased() {
    this(new LevenbergMarquardt());
  }

  @Override
  public void require(Problem problem) {
    by.require(problem);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return eased(problem)
        .map(other -> along(other, problem, start))
        .orElseGet(() -> by.solve(problem, start));
  }

  private static Optional<Residual> eased(Problem problem) {
    return problem.objective() instanceof Residual residual ? residual.eased() : Optional.empty();
  }

  private Found along(Residual other, Problem problem, Tensor start) {
    return Scope.call(() -> {
      var found = by.solve(problem.with(other), start);
      Tensor value = problem.value(found.point());
      Tensor none = Tensor.full(Double.POSITIVE_INFINITY, 1).to(value.dtype());
      return new Found(found.point(), value.where(value.isFinite(), none), found.courses());
    });
  }

  @Override
  public Optional<Solver> last(Problem problem) {
    return eased(problem).map(_ -> by);
  }
}

package preimage.search;

import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * Levenberg–Marquardt: Newton's method on the mean of squared residuals with JᵀJ for the second
 * derivatives, damped by λ · mean(diag JᵀJ).
 *
 * <p>Each sample has its own λ, lowered by a step that does what was predicted, raised by one that
 * does not; components that the feasible set holds fast against the slope sit out. Jacobians are of
 * the working precision, all that follows from them is float64. What counts as converged follows
 * from the working precision.
 *
 * @param steps at least 1
 * @param damping the first λ, positive
 * @see <a href="https://doi.org/10.1137/0111030">Marquardt, 1963</a>
 * @see <a href="https://orbit.dtu.dk/files/2721358/imm648.pdf">Nielsen, 1999</a>, for the damping
 */
public record LevenbergMarquardt(int steps, double damping) implements Solver {
  public LevenbergMarquardt {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
    if (!(damping > 0)) {
      throw new Misuse("damping must be positive but was " + damping);
    }
  }

  public LevenbergMarquardt() {
    this(50, 1e-3);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    if (!(problem.objective() instanceof Residual) || problem.objective().coupled()) {
      throw new Misuse("lm solves least squares of independent samples only; adam solves others");
    }
    return new Descent(x -> GaussNewton.unseen(damping, x), Acceptance.IF_BETTER, steps)
        .solve(problem.steady(), start);
  }
}

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
 * @param reuse the most steps between two Jacobians; in between, each step improves the last one by
 *     what it saw, at the cost of a single evaluation, as long as steps go well; 0: always a new
 *     one
 * @param jacobians the most Jacobians, at least 1; a search that asks for another far from rounding
 *     has spent its steps, so that an unlucky start does not cost as much as many others
 * @see <a href="https://doi.org/10.1137/0111030">Marquardt, 1963</a>
 * @see <a href="https://orbit.dtu.dk/files/2721358/imm648.pdf">Nielsen, 1999</a>, for the damping
 * @see <a href="https://doi.org/10.1090/S0025-5718-1965-0198670-6">Broyden, 1965</a>, for the reuse
 */
public record LevenbergMarquardt(int steps, double damping, int reuse, int jacobians)
    implements Solver {
  public LevenbergMarquardt {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
    if (!(damping > 0)) {
      throw new Misuse("damping must be positive but was " + damping);
    }
    if (reuse < 0) {
      throw new Misuse("reuse must not be negative but was " + reuse);
    }
    if (jacobians < 1) {
      throw new Misuse("jacobians must be at least 1 but were " + jacobians);
    }
  }

  /** With as many Jacobians as it takes. */
  public LevenbergMarquardt(int steps, double damping, int reuse) {
    this(steps, damping, reuse, steps);
  }

  /** Reusing Jacobians. */
  public LevenbergMarquardt(int steps, double damping) {
    this(steps, damping, 100);
  }

  public LevenbergMarquardt() {
    this(200, 1e-3);
  }

  @Override
  public void require(Problem problem) {
    var _ = squares(problem);
  }

  private static Problem squares(Problem problem) {
    return problem.leastSquares("lm", "adam solves others");
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(
            x -> GaussNewton.unseen(damping, reuse, jacobians, x), Acceptance.IF_BETTER, steps)
        .solve(squares(problem), start);
  }
}

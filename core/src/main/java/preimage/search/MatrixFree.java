package preimage.search;

import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * Levenberg–Marquardt with conjugate gradients: as {@link LevenbergMarquardt}, but the damped
 * equations are solved in the space of a few products Jᵀ(J v), and no Jacobian is ever made.
 *
 * <p>For latents of so many components that a Jacobian is too large or too dear, and for a first
 * approach. Each of J v and Jᵀu counts 1. Since the space does not depend on the damping, a refused
 * step is solved anew for no more than its evaluation.
 *
 * @param steps at least 1
 * @param iterations of conjugate gradients a step, each J v and Jᵀu, at least 1
 * @param damping the first λ, relative to the mean of the diagonal of JᵀJ, positive
 * @see <a href="https://doi.org/10.1137/0719025">Dembo, Eisenstat and Steihaug, 1982</a>, for the
 *     few iterations
 * @see <a href="https://doi.org/10.1145/355984.355989">Paige and Saunders, 1982</a>, for damping in
 *     the space of the products
 */
public record MatrixFree(int steps, int iterations, double damping) implements Solver {
  public MatrixFree {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
    if (iterations < 1) {
      throw new Misuse("iterations must be at least 1 but were " + iterations);
    }
    if (!(damping > 0)) {
      throw new Misuse("damping must be positive but was " + damping);
    }
  }

  public MatrixFree() {
    this(50, 10, 1e-3);
  }

  @Override
  public void require(Problem problem) {
    var _ = squares(problem);
  }

  private static Problem squares(Problem problem) {
    return problem.leastSquares("lm-cg", "l-bfgs and adam solve others");
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> Krylov.unseen(this, x), Acceptance.IF_BETTER, steps)
        .solve(squares(problem), start);
  }
}

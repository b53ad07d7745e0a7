package preimage.search;

import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * L-BFGS: Newton's method with an inverse Hessian made of the latest changes of the gradient, each
 * sample with a history and a line search of its own.
 *
 * <p>A step is one trial point, its value and gradient. The search along a direction brackets the
 * points that satisfy Wolfe's conditions and holds for kinks, too; where the feasible set bends the
 * way, the first condition is enough. Components that the set holds fast against the slope sit out;
 * pairs of changes without positive curvature are left out.
 *
 * @param steps the most trial points, at least 1
 * @param memory pairs of changes remembered, at least 1
 * @param decrease the share of the slope that a step must at least go down by, in (0, 1)
 * @param curvature the share of the slope that a step may at most leave, between decrease and 1
 * @param strong whether it may leave no steeper slope upwards either: with a small curvature, line
 *     searches are nearly exact, but kinks hold them up
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal, 1989</a>
 * @see <a href="https://doi.org/10.1007/s10107-012-0514-2">Lewis and Overton, 2013</a>, algorithm
 *     2.6, for the bracket
 */
public record Lbfgs(int steps, int memory, double decrease, double curvature, boolean strong)
    implements Solver {
  public Lbfgs {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
    if (memory < 1) {
      throw new Misuse("memory must be at least 1 but was " + memory);
    }
    if (!(decrease > 0 && decrease < curvature && curvature < 1)) {
      throw new Misuse(
          "decrease and curvature must satisfy 0 < decrease < curvature < 1 but were %s and %s"
              .formatted(decrease, curvature));
    }
  }

  public Lbfgs() {
    this(200, 10, 1e-4, .9, false);
  }

  @Override
  public void require(Problem problem) {
    if (problem.objective().coupled()) {
      throw new Misuse("l-bfgs searches with independent samples only; adam takes others");
    }
    var _ = problem.steady();
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    require(problem);
    var wolfe = new Wolfe(decrease, curvature, strong);
    return new Descent(x -> QuasiNewton.unseen(wolfe, memory, x), wolfe, steps)
        .solve(problem.steady(), start);
  }
}

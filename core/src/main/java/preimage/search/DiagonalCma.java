package preimage.search;

import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * An evolution strategy that adapts the length of its steps and a variance for each component
 * (sep-CMA-ES), each sample with a population of its own, which has 4 + ⌊3 ln d⌋ points.
 *
 * <p>A step is one point; the distribution is learnt from whole generations, from points as they
 * are after projection.
 *
 * @param spread the first standard deviation of each component, positive; ours
 * @param steps points a sample, at least 1; ours
 * @see <a href="https://hal.inria.fr/inria-00287367">Ros and Hansen, 2008</a>; Tarsier (Roziere et
 *     al., 2020) evolves the noise of a generator so
 */
public record DiagonalCma(double spread, int steps) implements Solver {
  public DiagonalCma {
    if (!(spread > 0 && spread < Double.POSITIVE_INFINITY)) {
      throw new Misuse("spread must be positive and finite but was " + spread);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  public DiagonalCma() {
    this(.3, 300);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    if (problem.objective().coupled()) {
      throw new Misuse("cma searches with independent samples only; adam takes others");
    }
    return new Descent(x -> Population.around(x, spread), Acceptance.IF_BETTER, steps)
        .solve(problem, start);
  }
}

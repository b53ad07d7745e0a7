package preimage.search;

import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * Wolfe's conditions: down by a share of what the slope promises, to where less than a share of it
 * is left; only the former where the way was bent by the feasible set.
 *
 * @param strong whether the slope must not be steeper upwards either
 */
record Wolfe(double decrease, double curvature, boolean strong) implements Acceptance {
  @Override
  public Tensor accept(Place here, Place there, Draws draws) {
    var way = Way.between(here, there);
    Tensor end = strong ? way.end.abs().neg() : way.end;
    Tensor flat = way.begin.mul(curvature).sub(end).greater(0).not();
    return way.low(decrease).and(flat.or(way.bent));
  }

  /**
   * What two places say of the way between them, in float64.
   *
   * @param step from the one to the other (n, d)
   * @param begin the slope of the objective over the whole way, at its begin (n); negative if it
   *     leads down
   * @param end the same at its end (n)
   * @param bent whether it is no straight way, or some component cannot go on (bool, n)
   * @param gain what the objective went down by (n)
   */
  record Way(Tensor step, Tensor begin, Tensor end, Tensor bent, Tensor gain) {
    static Way between(Place here, Place there) {
      var problem = here.problem();
      // Before the value, which comes with it.
      Tensor after = problem.along(there.point(), there.gradient());
      Tensor before = problem.along(here.point(), here.gradient());
      Tensor way = there.point().sub(here.point());
      Tensor step = way.flatten().to(Dtype.FLOAT64);
      boolean surface = problem.projection().normal(there.point()).isPresent();
      Tensor stopped =
          surface ? way.abs() : problem.free(there.point(), way).neg().add(1).mul(way.abs());
      return new Way(
          step,
          before.flatten().to(Dtype.FLOAT64).mul(step).sum(1),
          after.flatten().to(Dtype.FLOAT64).mul(step).sum(1),
          stopped.sumPerSample().greater(0),
          here.value().to(Dtype.FLOAT64).sub(there.value().to(Dtype.FLOAT64)));
    }

    /** Whether the objective went down by a share of what the slope promised. */
    Tensor low(double share) {
      return gain.add(begin.mul(share)).less(0).not().and(gain.isFinite());
    }
  }
}

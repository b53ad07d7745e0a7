package preimage.search;

import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * Wolfe's strong conditions: down by a share of what the slope promises, to where it is a share of
 * what it was; only the former where the way was bent by the feasible set.
 */
record Wolfe(double decrease, double curvature) implements Acceptance {
  @Override
  public Tensor accept(Place here, Place there, Draws draws) {
    var way = Way.between(here, there);
    Tensor flat = way.end.abs().less(way.begin.abs().mul(curvature)).or(way.begin.same(way.end));
    return way.low(decrease).and(flat.or(way.bent));
  }

  /**
   * What two places say of the way between them, in float64.
   *
   * @param step from the one to the other (n, d)
   * @param begin the slope of the objective over the whole way, at its begin (n); negative if it
   *     leads down
   * @param end the same at its end (n)
   * @param bent whether there are components that cannot go on like this (bool, n)
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
      Tensor stopped = problem.free(there.point(), way).neg().add(1).mul(way.abs());
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

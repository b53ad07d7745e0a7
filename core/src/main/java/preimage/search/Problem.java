package preimage.search;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * What a solver is to solve, for a batch of n samples.
 *
 * @param objective what is to be small
 * @param projection where it may be looked for
 * @param draws the randomness and the samples' numbers
 * @param meter what counts each evaluation
 * @param watch who is told of each step
 * @param keep which point of a sample's way counts
 * @param fresh what new points are drawn from
 * @param sought the points (n, …) that are looked for, where they are known: no search sees them,
 *     they are to write down how far from them it is
 */
public record Problem(
    Objective objective,
    Projection projection,
    Draws draws,
    Meter meter,
    Watch watch,
    Keep keep,
    Fresh fresh,
    Optional<Tensor> sought) {

  /** The best point counts; new ones are standard normal; nobody knows those looked for. */
  public Problem(
      Objective objective, Projection projection, Draws draws, Meter meter, Watch watch) {
    this(objective, projection, draws, meter, watch, Keep.BEST, Fresh.NORMAL, Optional.empty());
  }

  public Problem(Objective objective, Projection projection, Draws draws) {
    this(objective, projection, draws, Meter.of(draws.samples().length), Watch.NOBODY);
  }

  public int count() {
    return draws.samples().length;
  }

  /** The same problem of the samples at {@code index}. */
  public Problem rows(int[] index) {
    if (Arrays.equals(index, IntStream.range(0, count()).toArray())) {
      return this;
    }
    Tensor positions = Tensor.of(index);
    return new Problem(
        objective.rows(positions),
        projection.rows(positions),
        draws.rows(index),
        meter.rows(index),
        watch,
        keep,
        fresh,
        sought.map(points -> points.rows(positions)));
  }

  /** The problem as it is at a step. */
  public Problem at(long step) {
    var moment = draws.step(step);
    return new Problem(
        objective.now(moment), projection, moment, meter, watch, keep, fresh, sought);
  }

  /** The same problem with random numbers of its own. */
  public Problem purpose(String part) {
    return with(projection, draws.purpose(part));
  }

  /** The same problem whose samples bear other numbers, and so draw other random ones. */
  Problem numbered(long[] samples) {
    return with(projection, new Draws(draws.rng(), samples));
  }

  /** The same problem with another objective. */
  Problem with(Objective other) {
    return new Problem(other, projection, draws, meter, watch, keep, fresh, sought);
  }

  /** The same problem, counted and watched by others. */
  public Problem with(Meter counting, Watch watching) {
    return new Problem(objective, projection, draws, counting, watching, keep, fresh, sought);
  }

  /**
   * The same problem as least squares with nothing left to chance.
   *
   * @param solver who asks
   * @param others who takes what is refused, as a clause
   * @throws Misuse if it is none of independent samples
   */
  Problem leastSquares(String solver, String others) {
    var steady = steady();
    return Optional.of(steady.objective)
        .filter(o -> !o.coupled())
        .flatMap(Objective::squares)
        .map(steady::with)
        .orElseThrow(() ->
            new Misuse(
                "%s solves least squares of independent samples only; %s"
                    .formatted(solver, others)));
  }

  private Problem with(Projection projection, Draws draws) {
    return new Problem(objective, projection, draws, meter, watch, keep, fresh, sought);
  }

  /** The same problem in which other points of a way count, and new ones come from elsewhere. */
  public Problem with(Keep counting, Fresh source) {
    return new Problem(objective, projection, draws, meter, watch, counting, source, sought);
  }

  /** The same problem, of which the points (n, …) that are looked for may be known. */
  public Problem seeking(Optional<Tensor> points) {
    return new Problem(objective, projection, draws, meter, watch, keep, fresh, points);
  }

  /** The mean over components of (point − sought)², one a sample; empty where that is not known. */
  double[] error(Tensor point) {
    return sought
        .map(truth -> point.sub(truth.to(point.dtype())).square().meanPerSample().toDoubles())
        .orElse(new double[0]);
  }

  /** The values (n) at {@code point}, as constants. */
  public Tensor value(Tensor point) {
    meter.charge(1);
    return Scope.withoutGradient(() -> objective.at(point).detach());
  }

  /** The residuals (n, m) of {@code residual}, this problem's objective, as constants. */
  Tensor residual(Residual residual, Tensor point) {
    meter.charge(1);
    return Scope.withoutGradient(() -> residual.residual(point).detach());
  }

  /** The values (n) and gradients (n, …) at {@code point}. */
  public Derivatives.At gradient(Tensor point) {
    meter.charge(2);
    return objective.gradient(point);
  }

  /** The residuals and Jacobians of {@code residual}, this problem's objective. */
  Residual.Slopes slopes(Residual residual, Tensor point) {
    var slopes = Scope.call(() -> residual.slopes(point));
    meter.charge(slopes.passes());
    return slopes;
  }

  /**
   * {@code residual}, this problem's objective, linearised; each map is charged as it is applied.
   */
  Residual.Tangents tangents(Residual residual, Tensor point) {
    var found = residual.tangents(point);
    meter.charge(found.passes());
    return new Residual.Tangents(
        found.value(), charged(found.push()), charged(found.pull()), found.passes());
  }

  private UnaryOperator<Tensor> charged(UnaryOperator<Tensor> map) {
    return x -> {
      meter.charge(1);
      return map.apply(x);
    };
  }

  /** The same problem with nothing left to chance. */
  Problem steady() {
    return with(objective.steady()).with(projection.steady(), draws);
  }

  /** What of {@code direction} (n, …) remains in a surface of feasible points; else all of it. */
  Tensor along(Tensor point, Tensor direction) {
    return projection
        .normal(point)
        .map(normal -> normal.to(direction.dtype()))
        .map(normal -> {
          Tensor across = direction.mul(normal).sumPerSample();
          return direction.sub(normal.mul(across.perSampleOf(normal)));
        })
        .orElse(direction);
  }

  /** 0 for components (n, …) that stay where they are on a feasible step there, else 1. */
  Tensor free(Tensor point, Tensor direction) {
    Tensor to = point.add(direction.sign().to(point.dtype()));
    return feasible(to).same(point).not().to(direction.dtype());
  }

  /** The nearest feasible points. */
  public Tensor feasible(Tensor point) {
    return projection.onto(point, draws.purpose("projection"));
  }
}

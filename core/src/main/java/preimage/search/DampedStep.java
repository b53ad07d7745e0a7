package preimage.search;

import java.util.stream.IntStream;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * The damped Gauss–Newton step −(N + λ mean(diag N) I)⁻¹ g of each sample within the feasible set.
 *
 * @param normal N = JᵀJ / m (n, d, d), float64
 * @param slope g = Jᵀr / m (n, d), float64
 * @param lambda λ (n), float64
 */
record DampedStep(Tensor normal, Tensor slope, Tensor lambda) {
  /** How often a step is taken anew because components of it are stopped. */
  private static final int ROUNDS = 4;

  DampedStep rows(Tensor index) {
    return new DampedStep(normal.rows(index), slope.rows(index), lambda.rows(index));
  }

  DampedStep with(Tensor other) {
    return new DampedStep(normal, slope, other);
  }

  /**
   * The step (n, …); components that it would carry out of the feasible set go only as far as they
   * may, those that are held there already go nowhere.
   */
  Tensor from(Place here) {
    Tensor point = here.point();
    Tensor free = free(here, slope);
    return from(here, free, free.mul(0), ROUNDS).reshape(point.shape()).to(point.dtype());
  }

  /** 0 for components that a feasible step against the slope leaves where they are, else 1. */
  static Tensor free(Place here, Tensor slope) {
    Tensor point = here.point();
    Tensor descent = slope.sign().reshape(point.shape()).to(point.dtype());
    Tensor moves = here.problem().feasible(point.sub(descent)).same(point).not();
    return moves.to(Dtype.FLOAT64).flatten();
  }

  private Tensor from(Place here, Tensor free, Tensor fixed, int rounds) {
    Tensor point = here.point();
    Tensor step = Scope.call(() -> solved(free, fixed));
    if (rounds == 1 || here.problem().projection().normal(point).isPresent()) {
      return step;
    }
    Tensor to = point.add(step.reshape(point.shape()).to(point.dtype()));
    Tensor allowed = here.problem().feasible(to);
    Tensor stopped = allowed.same(to).not().flatten().to(Dtype.FLOAT64).mul(free);
    double[] count = stopped.sum(1).toDoubles();
    int[] rows = IntStream.range(0, count.length).filter(i -> count[i] > 0).toArray();
    if (rows.length == 0) {
      return step;
    }
    Tensor index = Tensor.of(rows);
    Tensor left = free.sub(stopped).rows(index);
    Tensor shorter = allowed.sub(point).flatten().to(Dtype.FLOAT64);
    Tensor stays = shorter.where(stopped.greater(0), fixed).rows(index);
    Tensor again = Scope.call(() -> rows(index).from(here.rows(rows), left, stays, rounds - 1));
    return step.withRows(index, again);
  }

  /** The damped step of the free components, the others going as far as {@code fixed} says. */
  private Tensor solved(Tensor free, Tensor fixed) {
    long n = free.size(0);
    long d = free.size(1);
    Tensor both = free.reshape(n, d, 1).mul(free.reshape(n, 1, d));
    Tensor ridge = normal.diagonal().mean(1).mul(lambda).reshape(n, 1);
    Tensor damped = normal.mul(both).add(ridge.mul(free).add(free.neg().add(1)).diagonalMatrix());
    Tensor towards = slope.add(normal.matmul(fixed.reshape(n, d, 1)).reshape(n, d));
    Tensor step = towards.mul(free).neg().reshape(n, d, 1).choleskySolve(damped.cholesky());
    return step.reshape(n, d).add(fixed);
  }
}

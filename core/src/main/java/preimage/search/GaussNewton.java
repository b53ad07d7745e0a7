package preimage.search;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * The damped Gauss–Newton step of each sample, with what its next one may need; all float64.
 *
 * @param normal JᵀJ / m at the sample's place (n, d, d)
 * @param slope Jᵀr / m there (n, d): half the objective's gradient
 * @param damping λ (n), relative to the mean of the diagonal of {@code normal}
 * @param growth what a rejected step multiplies λ by (n)
 * @param stale whether the sample has moved since (bool, n)
 */
record GaussNewton(Tensor normal, Tensor slope, Tensor damping, Tensor growth, Tensor stale)
    implements Proposal {
  /** Memory for Jacobians at one time. */
  private static final long BYTES = 256 << 20;

  /** How often a step is taken anew because components of it are stopped. */
  private static final int ROUNDS = 4;

  /** The first few samples, which show how large a Jacobian is. */
  private static final int PROBE = 8;

  static GaussNewton unseen(double damping, Tensor point) {
    long n = point.size(0);
    long d = point.count() / n;
    return new GaussNewton(
        Tensor.zeros(n, d, d).to(Dtype.FLOAT64),
        Tensor.zeros(n, d).to(Dtype.FLOAT64),
        Tensor.full(damping, n).to(Dtype.FLOAT64),
        Tensor.full(2, n).to(Dtype.FLOAT64),
        Tensor.ones(n).greater(0));
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(normal, slope, damping, growth, stale);
  }

  @Override
  public Proposal rows(Tensor index) {
    return new GaussNewton(
        normal.rows(index),
        slope.rows(index),
        damping.rows(index),
        growth.rows(index),
        stale.rows(index));
  }

  @Override
  public Move propose(Place here, Draws draws) {
    var seen = linearised(here);
    Tensor step = Scope.call(() -> seen.step(here));
    return new Move(here.point().add(step), seen);
  }

  private GaussNewton linearised(Place here) {
    long[] moved = stale.toLongs();
    int[] rows = IntStream.range(0, moved.length).filter(i -> moved[i] != 0).toArray();
    if (rows.length == 0) {
      return this;
    }
    var start = new Blocks(normal, slope, 0, Math.min(PROBE, rows.length));
    var all = start;
    while (all.done < rows.length) {
      all = Scope.advance(this, all, blocks -> blocks.further(here, rows));
    }
    return new GaussNewton(all.normal, all.slope, damping, growth, stale);
  }

  /** Normal equations of which the first {@code done} are new, and how many come next. */
  private record Blocks(Tensor normal, Tensor slope, int done, int next) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(normal, slope);
    }

    Blocks further(Place here, int[] rows) {
      int end = Math.min(rows.length, done + next);
      int[] block = IntStream.range(done, end).map(i -> rows[i]).toArray();
      Tensor index = Tensor.of(block);
      var problem = here.problem().rows(block);
      var slopes = problem.slopes((Residual) problem.objective(), here.point().rows(index));
      Tensor jacobian = slopes.jacobian().to(Dtype.FLOAT64);
      Tensor transposed = jacobian.transpose(1, 2);
      double m = jacobian.size(1);
      Tensor residual = slopes.value().to(Dtype.FLOAT64).reshape(block.length, jacobian.size(1), 1);
      // The Jacobian twice in single precision, while it is put together, and once in double.
      long fitting = BYTES / (16 * jacobian.size(1) * jacobian.size(2));
      var there = here.point().rows(index);
      Tensor gradient = transposed.matmul(residual).reshape(slope(block.length)).div(m);
      Tensor surface = problem.along(there, gradient.reshape(there.shape())).flatten();
      return new Blocks(
          normal.withRows(index, along(problem, there, transposed.matmul(jacobian).div(m))),
          slope.withRows(index, surface),
          end,
          Math.clamp(fitting, 1, Integer.MAX_VALUE));
    }

    /** P N P + ν νᵀ · mean(diag N) with P = I − ν νᵀ: no step leads along the normal ν. */
    private static Tensor along(Problem problem, Tensor point, Tensor normal) {
      return problem
          .projection()
          .normal(point)
          .map(unit -> {
            Tensor v = unit.flatten().to(Dtype.FLOAT64).reshape(point.size(0), -1, 1);
            Tensor across = v.matmul(v.transpose(1, 2));
            Tensor left = normal.sub(across.matmul(normal));
            Tensor both = left.sub(left.matmul(across));
            Tensor size = normal.diagonal().mean(1).reshape(-1, 1, 1);
            return both.add(across.mul(size));
          })
          .orElse(normal);
    }

    private long[] slope(long n) {
      return new long[] {n, slope.size(1)};
    }
  }

  /**
   * The step; components that it would carry out of the feasible set go only as far as they may.
   */
  private Tensor step(Place here) {
    Tensor point = here.point();
    Tensor free = free(here);
    Tensor fixed = slope.mul(0);
    Tensor step = fixed;
    for (int round = 0; round < ROUNDS; round++) {
      step = step(free, fixed);
      if (here.problem().projection().normal(point).isPresent()) {
        break;
      }
      Tensor to = point.add(step.reshape(point.shape()).to(point.dtype()));
      Tensor allowed = here.problem().feasible(to);
      Tensor stopped = allowed.same(to).not().flatten().to(Dtype.FLOAT64).mul(free);
      if (stopped.sum().item() == 0) {
        break;
      }
      Tensor shorter = allowed.sub(point).flatten().to(Dtype.FLOAT64);
      fixed = shorter.where(stopped.greater(0), fixed);
      free = free.sub(stopped);
    }
    return step.reshape(point.shape()).to(point.dtype());
  }

  /** The damped step of the free components, the others going as far as {@code fixed} says. */
  private Tensor step(Tensor free, Tensor fixed) {
    long n = free.size(0);
    long d = free.size(1);
    Tensor both = free.reshape(n, d, 1).mul(free.reshape(n, 1, d));
    Tensor ridge = normal.diagonal().mean(1).mul(damping).reshape(n, 1);
    Tensor damped = normal.mul(both).add(ridge.mul(free).add(free.neg().add(1)).diagonalMatrix());
    Tensor slope = this.slope.add(normal.matmul(fixed.reshape(n, d, 1)).reshape(n, d));
    Tensor step = slope.mul(free).neg().reshape(n, d, 1).choleskySolve(damped.cholesky());
    return step.reshape(n, d).add(fixed);
  }

  /** 0 for components that a feasible step against the slope leaves where they are, else 1. */
  Tensor free(Place here) {
    Tensor point = here.point();
    Tensor descent = slope.sign().reshape(point.shape()).to(point.dtype());
    Tensor moves = here.problem().feasible(point.sub(descent)).same(point).not();
    return moves.to(Dtype.FLOAT64).flatten();
  }

  @Override
  public Lesson learn(Place here, Place there, Tensor moved) {
    Tensor step = there.point().sub(here.point()).flatten().to(Dtype.FLOAT64);
    long n = step.size(0);
    Tensor bent = normal.matmul(step.reshape(n, step.size(1), 1)).reshape(step.shape());
    Tensor predicted = bent.add(slope.mul(2)).mul(step).sum(1).neg();
    Tensor actual = here.value().sub(there.value()).to(Dtype.FLOAT64);
    // Nielsen's rule: λ shrinks up to threefold, the closer the gain to what was predicted.
    Tensor surprise = actual.div(predicted).mul(2).sub(Tensor.ones(1));
    Tensor shrunk = surprise.mul(surprise.square()).neg().add(1).clamp(1. / 3, 2).mul(damping);
    Tensor calm = Tensor.full(2, n).to(Dtype.FLOAT64);
    var next =
        new GaussNewton(
            normal,
            slope,
            shrunk.where(moved, damping.mul(growth)),
            calm.where(moved, growth.mul(2)),
            moved);
    return new Lesson(next, Convergence.of(this, here, there, step, predicted, moved));
  }
}

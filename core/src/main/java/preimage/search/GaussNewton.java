package preimage.search;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * The damped Gauss–Newton step of each sample, with what its next one may need.
 *
 * @param model what is believed of the residuals
 * @param damping λ, relative to the mean of the diagonal of the model's normal matrix
 * @param age steps made since the Jacobian was taken (n), float64; infinite: take it anew
 * @param reuse the largest age
 */
record GaussNewton(LocalModel model, Damping damping, Tensor age, int reuse) implements Proposal {
  /** How often a step is taken anew because components of it are stopped. */
  private static final int ROUNDS = 4;

  /** A step that leaves more than this share of the objective asks for a true Jacobian. */
  private static final double POOR = .9;

  static GaussNewton unseen(double damping, int reuse, Tensor point) {
    long n = point.size(0);
    Tensor never = Tensor.full(Double.POSITIVE_INFINITY, n).to(Dtype.FLOAT64);
    return new GaussNewton(LocalModel.unseen(point), Damping.of(damping, n), never, reuse);
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(model.tensors(), damping.tensors(), Stream.of(age)).flatMap(t -> t);
  }

  @Override
  public Proposal rows(Tensor index) {
    return new GaussNewton(model.rows(index), damping.rows(index), age.rows(index), reuse);
  }

  @Override
  public Move propose(Place here, Draws draws) {
    var seen = informed(here);
    Tensor step = Scope.call(() -> seen.step(here));
    return new Move(here.point().add(step), seen);
  }

  private GaussNewton informed(Place here) {
    double[] ages = age.toDoubles();
    int[] old = IntStream.range(0, ages.length).filter(i -> Double.isInfinite(ages[i])).toArray();
    if (old.length == 0) {
      return this;
    }
    for (int i : old) {
      ages[i] = 0;
    }
    return new GaussNewton(model.taken(here, old, reuse > 0), damping, ages(ages), reuse);
  }

  private static Tensor ages(double[] ages) {
    return Tensor.of(ages, ages.length);
  }

  /**
   * The step; components that it would carry out of the feasible set go only as far as they may.
   */
  private Tensor step(Place here) {
    Tensor point = here.point();
    Tensor free = free(here);
    Tensor fixed = model.slope().mul(0);
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
    Tensor normal = model.normal();
    Tensor ridge = normal.diagonal().mean(1).mul(damping.lambda()).reshape(n, 1);
    Tensor damped = normal.mul(both).add(ridge.mul(free).add(free.neg().add(1)).diagonalMatrix());
    Tensor slope = model.slope().add(normal.matmul(fixed.reshape(n, d, 1)).reshape(n, d));
    Tensor step = slope.mul(free).neg().reshape(n, d, 1).choleskySolve(damped.cholesky());
    return step.reshape(n, d).add(fixed);
  }

  /** 0 for components that a feasible step against the slope leaves where they are, else 1. */
  Tensor free(Place here) {
    Tensor point = here.point();
    Tensor descent = model.slope().sign().reshape(point.shape()).to(point.dtype());
    Tensor moves = here.problem().feasible(point.sub(descent)).same(point).not();
    return moves.to(Dtype.FLOAT64).flatten();
  }

  @Override
  public Lesson learn(Place here, Place there, Tensor moved) {
    Tensor step = there.point().sub(here.point()).flatten().to(Dtype.FLOAT64);
    long n = step.size(0);
    Tensor bent = model.normal().matmul(step.reshape(n, -1, 1)).reshape(step.shape());
    Tensor predicted = bent.add(model.slope().mul(2)).mul(step).sum(1).neg();
    Tensor gain = here.value().sub(there.value()).to(Dtype.FLOAT64);
    double[] next = ages(here, there, moved);
    int[] learning =
        IntStream.range(0, next.length).filter(i -> next[i] > 0 && next[i] <= reuse).toArray();
    var learnt = learning.length > 0 ? model.learnt(here, there, learning) : model;
    return new Lesson(
        new GaussNewton(learnt, damping.after(gain, predicted, moved), ages(next), reuse),
        Convergence.of(this, here, there, step, predicted, moved));
  }

  /** How old the Jacobians are after a step. */
  private double[] ages(Place here, Place there, Tensor moved) {
    double[] ages = age.toDoubles();
    double[] before = here.value().toDoubles();
    double[] after = there.value().toDoubles();
    long[] went = moved.toLongs();
    for (int i = 0; i < ages.length; i++) {
      boolean well = went[i] != 0 && after[i] < POOR * before[i];
      // A step refused although the Jacobian was true is only too long.
      boolean good = went[i] != 0 ? well && model.keeps() && ages[i] < reuse : ages[i] == 0;
      ages[i] = good ? ages[i] + went[i] : Double.POSITIVE_INFINITY;
    }
    return ages;
  }
}

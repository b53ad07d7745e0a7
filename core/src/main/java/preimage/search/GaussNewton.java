package preimage.search;

import java.util.Arrays;
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
 * @param taken Jacobians taken so far (n), float64
 * @param reuse the largest age
 * @param most the most Jacobians; who asks for one more is done
 */
record GaussNewton(LocalModel model, Damping damping, Tensor age, Tensor taken, int reuse, int most)
    implements Proposal {
  /** A step that leaves more than this share of the objective asks for a true Jacobian. */
  private static final double POOR = .9;

  /** Another λ must leave less than this share of the objective; what is less may be rounding. */
  private static final double PAYS = .99;

  /** What λ may be multiplied by where it pays. */
  private static final double[] TRIED = {.1, 10};

  static GaussNewton unseen(double damping, int reuse, int most, Tensor point) {
    long n = point.size(0);
    Tensor never = Tensor.full(Double.POSITIVE_INFINITY, n).to(Dtype.FLOAT64);
    Tensor none = Tensor.zeros(n).to(Dtype.FLOAT64);
    return new GaussNewton(
        LocalModel.unseen(point),
        Damping.of(damping, n, point.dtype().epsilon()),
        never,
        none,
        reuse,
        most);
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(model.tensors(), damping.tensors(), Stream.of(age, taken)).flatMap(t -> t);
  }

  @Override
  public GaussNewton rows(Tensor index) {
    return new GaussNewton(
        model.rows(index), damping.rows(index), age.rows(index), taken.rows(index), reuse, most);
  }

  @Override
  public Move propose(Place here, Draws draws) {
    var informed = informed(here);
    var seen = informed.model.along(here);
    var tried = reuse > 0 ? informed.tried(here, seen) : informed;
    Tensor step = Scope.call(() -> tried.step(seen).from(here));
    return new Move(here.point().add(step), tried);
  }

  private DampedStep step(LocalModel seen) {
    return new DampedStep(seen.normal(), seen.slope(), damping.lambda());
  }

  /**
   * This with the best λ among a few for each sample with a true Jacobian: an evaluation costs next
   * to nothing beside what has just been paid.
   */
  private GaussNewton tried(Place here, LocalModel seen) {
    double[] ages = age.toDoubles();
    int[] fresh = IntStream.range(0, ages.length).filter(i -> ages[i] == 0).toArray();
    if (fresh.length == 0) {
      return this;
    }
    Tensor index = Tensor.of(fresh);
    Tensor lambda =
        Scope.call(() -> {
          var place = here.rows(fresh);
          var step = step(seen).rows(index);
          Tensor best = step.lambda();
          Tensor lowest = reached(place, step);
          for (double factor : TRIED) {
            var other = step.with(damping.rows(index).times(factor).lambda());
            Tensor value = reached(place, other);
            Tensor better = value.less(lowest.mul(PAYS));
            lowest = value.where(better, lowest);
            best = other.lambda().where(better, best);
          }
          return best;
        });
    var best = damping.with(damping.lambda().withRows(index, lambda));
    return new GaussNewton(model, best, age, taken, reuse, most);
  }

  /** The objective (n) after a step, float64. */
  private static Tensor reached(Place here, DampedStep step) {
    return Scope.call(() -> {
      var problem = here.problem();
      Tensor to = problem.feasible(here.point().add(step.from(here)));
      Tensor value = problem.value(to).to(Dtype.FLOAT64);
      Tensor none = Tensor.full(Double.POSITIVE_INFINITY, 1).to(Dtype.FLOAT64);
      return value.where(value.isFinite(), none);
    });
  }

  private GaussNewton informed(Place here) {
    double[] ages = age.toDoubles();
    int[] old = IntStream.range(0, ages.length).filter(i -> Double.isInfinite(ages[i])).toArray();
    if (old.length == 0) {
      return this;
    }
    double[] counts = taken.toDoubles();
    // Those of an objective that still changes are over before it counts.
    int counted = here.problem().objective().settled() ? 1 : 0;
    for (int i : old) {
      ages[i] = 0;
      counts[i] += counted;
    }
    var informed = model.taken(here, old, reuse > 0);
    return new GaussNewton(informed, damping, column(ages), column(counts), reuse, most);
  }

  private static Tensor column(double[] values) {
    return Tensor.of(values, values.length);
  }

  @Override
  public Lesson learn(Place here, Place there, Tensor moved) {
    Tensor step = there.point().sub(here.point()).flatten().to(Dtype.FLOAT64);
    long n = step.size(0);
    var seen = model.along(here);
    Tensor bent = seen.normal().matmul(step.reshape(n, -1, 1)).reshape(step.shape());
    Tensor predicted = bent.add(seen.slope().mul(2)).mul(step).sum(1).neg();
    Tensor gain = here.value().sub(there.value()).to(Dtype.FLOAT64);
    double[] next = ages(here, there, moved);
    Tensor reused = column(next);
    boolean learning = Arrays.stream(next).anyMatch(a -> a > 0 && Double.isFinite(a));
    var learnt =
        learning ? model.learnt(here, there, reused.greater(0).and(reused.isFinite())) : model;
    var after = damping.after(gain, predicted, moved);
    return new Lesson(
        new GaussNewton(learnt, after, reused, taken, reuse, most),
        Convergence.of(seen, age, here, there, step, predicted, moved, stale(next), cut(next)));
  }

  /** Who would need a Jacobian. */
  private static boolean[] stale(double[] next) {
    var stale = new boolean[next.length];
    for (int i = 0; i < stale.length; i++) {
      stale[i] = Double.isInfinite(next[i]);
    }
    return stale;
  }

  /** Who would need one Jacobian too many. */
  private boolean[] cut(double[] next) {
    double[] counts = taken.toDoubles();
    var cut = new boolean[next.length];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = Double.isInfinite(next[i]) && counts[i] >= most;
    }
    return cut;
  }

  /** How old the Jacobians are after a step. */
  private double[] ages(Place here, Place there, Tensor moved) {
    double[] ages = age.toDoubles();
    double[] before = here.value().toDoubles();
    double[] after = there.value().toDoubles();
    long[] went = moved.toLongs();
    // Of an objective that changes, what was seen here is out of date there and here.
    boolean settled = here.problem().objective().settled();
    for (int i = 0; i < ages.length; i++) {
      boolean well = went[i] != 0 && after[i] < POOR * before[i];
      // A step refused although the Jacobian was true is only too long.
      boolean good = went[i] != 0 ? well && model.keeps() && ages[i] < reuse : ages[i] == 0;
      ages[i] = good && settled ? ages[i] + went[i] : Double.POSITIVE_INFINITY;
    }
    return ages;
  }
}

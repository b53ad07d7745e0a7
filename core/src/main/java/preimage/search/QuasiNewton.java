package preimage.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * Each sample's line search on directions −H∇f, H from its latest changes; all float64.
 *
 * @param wolfe when a trial is a step
 * @param steps the latest changes of the point (n, memory, d), the latest last
 * @param changes those of the gradient (n, memory, d)
 * @param weights 1 / (step · change), 0 for a pair that does not count (n, memory)
 * @param direction where the line search goes (n, d)
 * @param bracket how far it has come
 */
record QuasiNewton(
    Wolfe wolfe, Tensor steps, Tensor changes, Tensor weights, Tensor direction, Bracket bracket)
    implements Proposal {
  /** Trials on one direction. */
  private static final int TRIALS = 12;

  /**
   * A step and a change of gradient at a right angle, within rounding, say nothing of curvature.
   */
  private static final double ANGLE = 1e-6;

  /** A relative gain of so many times the distance of 1 to the next number is none. */
  private static final double GAIN = 16;

  /** A relative step of so many times that distance is none. */
  private static final double STEP = 8;

  static QuasiNewton unseen(Wolfe wolfe, int memory, Tensor point) {
    long n = point.size(0);
    long d = point.count() / n;
    Tensor pairs = Tensor.zeros(n, memory, d).to(Dtype.FLOAT64);
    Tensor none = Tensor.zeros(n, memory).to(Dtype.FLOAT64);
    Tensor nowhere = Tensor.zeros(n, d).to(Dtype.FLOAT64);
    return new QuasiNewton(wolfe, pairs, pairs, none, nowhere, Bracket.none(n));
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.concat(Stream.of(steps, changes, weights, direction), bracket.tensors());
  }

  @Override
  public Proposal rows(Tensor index) {
    return new QuasiNewton(
        wolfe,
        steps.rows(index),
        changes.rows(index),
        weights.rows(index),
        direction.rows(index),
        bracket.rows(index));
  }

  @Override
  public Move propose(Place here, Draws draws) {
    Tensor fresh = bracket.trials().less(.5);
    Tensor slope = here.problem().along(here.point(), here.gradient());
    Tensor free = here.problem().free(here.point(), slope.neg()).flatten().to(Dtype.FLOAT64);
    Tensor down = slope.flatten().to(Dtype.FLOAT64).mul(free).neg();
    Tensor bent = newton(down).mul(free);
    // On a surface H may lead out of it.
    Tensor newton = here.problem().along(here.point(), shaped(bent, here)).flatten();
    Tensor leads = newton.mul(down).sum(1);
    Tensor sound = leads.greater(0);
    Tensor known = weights.max(1).greater(0).and(sound);
    Tensor way = newton.where(sound, down);
    Tensor length = way.square().sum(1).sqrt();
    // The first step of all knows no scale, and goes for a length of 1.
    Tensor unit = length.mul(0).add(1).div(length).where(length.greater(0), length);
    Tensor at = unit.mul(0).add(1).where(known, unit);
    var first = Bracket.from(at, way.mul(down).sum(1).neg());
    var next =
        new QuasiNewton(
            wolfe,
            steps,
            changes,
            weights,
            way.where(fresh, direction),
            first.where(fresh, bracket));
    Tensor step = next.direction.mul(next.bracket.at().reshape(-1, 1));
    return new Move(here.point().add(shaped(step, here).to(here.point().dtype())), next);
  }

  private static Tensor shaped(Tensor flat, Place here) {
    return flat.reshape(here.point().shape());
  }

  /** H · down, by the two loops over the pairs. */
  private Tensor newton(Tensor down) {
    int memory = Math.toIntExact(weights.size(1));
    var shares = new Tensor[memory];
    Tensor q = down;
    for (int i = memory - 1; i >= 0; i--) {
      shares[i] = of(steps, i).mul(q).sum(1).mul(weight(i)).reshape(-1, 1);
      q = q.sub(of(changes, i).mul(shares[i]));
    }
    Tensor scale = scale();
    q = q.mul(scale.reshape(-1, 1));
    for (int i = 0; i < memory; i++) {
      Tensor share = of(changes, i).mul(q).sum(1).mul(weight(i)).reshape(-1, 1);
      q = q.add(of(steps, i).mul(shares[i].sub(share)));
    }
    return q;
  }

  /** The size of H as the latest pair has it, 1 without any (n). */
  private Tensor scale() {
    Tensor scale = weight(0).mul(0).add(1);
    for (int i = 0; i < weights.size(1); i++) {
      Tensor square = of(changes, i).square().sum(1);
      Tensor counts = weight(i).greater(0);
      scale = scale.mul(0).add(1).div(weight(i).mul(square)).where(counts, scale);
    }
    return scale;
  }

  private static Tensor of(Tensor pairs, int i) {
    return pairs.narrow(1, i, 1).reshape(pairs.size(0), pairs.size(2));
  }

  private Tensor weight(int i) {
    return weights.narrow(1, i, 1).reshape(weights.size(0));
  }

  @Override
  public Lesson learn(Place here, Place there, Tensor moved) {
    var way = Wolfe.Way.between(here, there);
    Tensor tooShort = way.low(wolfe.decrease()).and(way.end().less(0));
    var tried = bracket.tried(way.end().div(bracket.at()), tooShort.not());
    Tensor still = still(here, way.step());
    Tensor exhausted = tried.trials().greater(TRIALS - .5).or(still).and(moved.not());
    var next = Bracket.none(moved.size(0)).where(moved.or(exhausted), tried);
    var learnt = remembering(here, there, way.step(), moved);
    Tensor forgetful = exhausted.to(Dtype.FLOAT64).reshape(-1, 1);
    var proposal =
        new QuasiNewton(
            wolfe,
            learnt.steps,
            learnt.changes,
            learnt.weights.mul(forgetful.neg().add(1)),
            direction,
            next);
    return new Lesson(proposal, outcomes(here, way, moved, still));
  }

  /** Whether a step is none, as far as the working precision can tell (bool, n). */
  private static Tensor still(Place here, Tensor step) {
    Tensor length = here.point().to(Dtype.FLOAT64).square().sumPerSample().sqrt();
    return step.square().sum(1).sqrt().sub(length.mul(STEP * epsilon(here))).greater(0).not();
  }

  private static double epsilon(Place here) {
    return here.point().dtype() == Dtype.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  /** With one more pair where it counts. */
  private QuasiNewton remembering(Place here, Place there, Tensor step, Tensor moved) {
    var problem = here.problem();
    Tensor after = problem.along(there.point(), there.gradient());
    Tensor before = problem.along(here.point(), here.gradient());
    Tensor change = after.sub(before).flatten().to(Dtype.FLOAT64);
    Tensor product = step.mul(change).sum(1);
    Tensor lengths = step.square().sum(1).mul(change.square().sum(1)).sqrt();
    Tensor curved = lengths.mul(ANGLE).less(product).and(moved);
    Tensor weight = product.mul(0).add(1).div(product);
    return new QuasiNewton(
        wolfe,
        shifted(steps, step).where(curved, steps),
        shifted(changes, change).where(curved, changes),
        shifted(weights, weight).where(curved, weights),
        direction,
        bracket);
  }

  private static Tensor shifted(Tensor all, Tensor latest) {
    long memory = all.size(1);
    Tensor last = latest.reshape(all.narrow(1, 0, 1).shape());
    return Tensor.cat(List.of(all.narrow(1, 1, memory - 1), last), 1);
  }

  private List<Optional<Outcome>> outcomes(Place here, Wolfe.Way way, Tensor moved, Tensor still) {
    double[] promised = way.begin().neg().toDoubles();
    double[] value = here.value().toDoubles();
    long[] none = still.toLongs();
    long[] went = moved.toLongs();
    double[] trials = bracket.trials().toDoubles();
    double[] newest = weights.max(1).toDoubles();
    double gain = GAIN * epsilon(here);
    return IntStream.range(0, value.length)
        .mapToObj(i -> {
          boolean futile = trials[i] == 0 && promised[i] <= gain * Math.abs(value[i]);
          boolean spent = none[i] != 0 || trials[i] + 1 >= TRIALS;
          if (futile || (went[i] != 0 && none[i] != 0)) {
            return Optional.of(Outcome.CONVERGED);
          }
          return went[i] == 0 && spent && newest[i] == 0
              ? Optional.of(Outcome.STALLED)
              : Optional.<Outcome>empty();
        })
        .toList();
  }
}

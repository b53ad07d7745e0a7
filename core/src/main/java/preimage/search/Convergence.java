package preimage.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * What a least-squares search concludes from a step, by thresholds that follow from the distance ε
 * of 1 to the next number of the working precision.
 */
final class Convergence {
  /** A relative step of so many ε is none. */
  private static final double STEP = 8;

  /** A relative gain of so many ε is none. */
  private static final double GAIN = 16;

  /** No point comes nearer to an exact solution than a relative error of so many ε. */
  private static final double REPRESENTED = .5;

  /**
   * Residuals below those of a relative error of so many ε may be rounding: a network of some
   * layers rounds more than once.
   */
  private static final double ROUNDING = 64;

  /** Residuals of so many ε are as good as none where steps are small, too. */
  private static final double NEAR = 4;

  /** Rounding lies across the tangents, so that steps are expected to undo less than this of it. */
  private static final double ACROSS = .5;

  /** Residuals whose angle to the tangents has a cosine below √ε times this are orthogonal. */
  private static final double ORTHOGONAL = 1;

  private Convergence() {}

  static List<Optional<Outcome>> of(
      LocalModel model,
      Tensor age,
      Place here,
      Place there,
      Tensor step,
      Tensor predicted,
      Tensor moved,
      boolean[] stale,
      boolean[] cut) {
    Tensor point = here.point().flatten().to(Dtype.FLOAT64);
    Tensor felt = model.normal().diagonal().mul(point.square()).sum(1);
    return of(felt, cosine(model, here), age, here, there, step, predicted, moved, stale, cut);
  }

  /**
   * What became of each sample.
   *
   * @param changes what a relative error of 1 in the point does to the mean of squares (n)
   * @param cosines that of the angle between the residual and the steepest tangent (n)
   * @param stale samples that would need a true Jacobian for their next step
   * @param cut those of them that are granted none
   * @param age 0 where tangents are true (n); others cannot say that there is nowhere to go
   */
  static List<Optional<Outcome>> of(
      Tensor changes,
      Tensor cosines,
      Tensor age,
      Place here,
      Place there,
      Tensor step,
      Tensor predicted,
      Tensor moved,
      boolean[] stale,
      boolean[] cut) {
    double epsilon = here.point().dtype().epsilon();
    Tensor point = here.point().flatten().to(Dtype.FLOAT64);
    double[] before = here.value().toDoubles();
    double[] after = there.value().toDoubles();
    double[] expected = predicted.toDoubles();
    double[] size = step.square().sum(1).sqrt().toDoubles();
    double[] length = point.square().sum(1).sqrt().toDoubles();
    double[] felt = changes.toDoubles();
    double[] cosine = cosines.toDoubles();
    double[] ages = age.toDoubles();
    long[] went = moved.toLongs();
    return IntStream.range(0, before.length)
        .mapToObj(i -> {
          boolean gone = went[i] != 0;
          double value = gone ? after[i] : before[i];
          double unit = epsilon * epsilon * felt[i];
          boolean exact = value <= REPRESENTED * REPRESENTED * unit;
          boolean rounded = value <= ROUNDING * ROUNDING * unit;
          boolean noise = rounded && expected[i] < ACROSS * before[i];
          boolean orthogonal = cosine[i] <= ORTHOGONAL * Math.sqrt(epsilon);
          boolean still = size[i] <= STEP * epsilon * length[i];
          boolean futile = expected[i] >= 0 && expected[i] <= GAIN * epsilon * before[i];
          boolean even = before[i] - value <= GAIN * epsilon * before[i];
          if (ages[i] > 0) {
            boolean near = value <= NEAR * NEAR * unit && size[i] <= GAIN * epsilon * length[i];
            // No Jacobian is worth what it would tell of rounding.
            if (value <= unit || near || (stale[i] && rounded)) {
              return Optional.of(Outcome.CONVERGED);
            }
            return cut[i] && !rounded
                ? Optional.of(Outcome.STEPS_SPENT)
                : Optional.<Outcome>empty();
          }
          if (exact || noise || orthogonal || (gone && (still || (futile && even)))) {
            return Optional.of(Outcome.CONVERGED);
          }
          if (!gone && (still || futile)) {
            return Optional.of(rounded ? Outcome.CONVERGED : Outcome.STALLED);
          }
          // Who is about to arrive may go on.
          return cut[i] && !rounded ? Optional.of(Outcome.STEPS_SPENT) : Optional.<Outcome>empty();
        })
        .toList();
  }

  /** The largest cosine of an angle between the residual and a free component's tangent (n). */
  private static Tensor cosine(LocalModel model, Place here) {
    Tensor value = here.value().to(Dtype.FLOAT64).reshape(-1, 1);
    Tensor lengths = model.normal().diagonal().mul(value).sqrt();
    Tensor cosines = model.slope().abs().div(lengths);
    Tensor free = DampedStep.free(here, model.slope()).mul(model.slope()).abs();
    return cosines.where(free.greater(0), free.mul(0)).max(1);
  }
}

package preimage.search;

import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * Where along its direction each sample looks next, all (n), float64.
 *
 * @param at the multiple of the direction to try
 * @param low the largest multiple known to be too short
 * @param lowSlope the slope there
 * @param high the smallest multiple known to be too long, or infinite
 * @param highSlope the slope there
 * @param trials how many there were on this direction
 */
record Bracket(Tensor at, Tensor low, Tensor lowSlope, Tensor high, Tensor highSlope, Tensor trials)
    implements Bundle {
  /** The next trial stays away from known ends by so much of the bracket. */
  private static final double MARGIN = .02;

  /** The most by which a multiple grows at once. */
  private static final double GROWTH = 10;

  /** Before the first trial, on directions of this slope. */
  static Bracket from(Tensor at, Tensor slope) {
    Tensor zero = at.mul(0);
    Tensor far = zero.add(Double.POSITIVE_INFINITY);
    return new Bracket(at, zero, slope, far, zero, zero);
  }

  static Bracket none(long n) {
    Tensor zero = Tensor.zeros(n).to(Dtype.FLOAT64);
    return from(zero, zero);
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(at, low, lowSlope, high, highSlope, trials);
  }

  Bracket rows(Tensor index) {
    return new Bracket(
        at.rows(index),
        low.rows(index),
        lowSlope.rows(index),
        high.rows(index),
        highSlope.rows(index),
        trials.rows(index));
  }

  /** This for the samples of {@code mask}, the other's for the rest. */
  Bracket where(Tensor mask, Bracket other) {
    return new Bracket(
        at.where(mask, other.at),
        low.where(mask, other.low),
        lowSlope.where(mask, other.lowSlope),
        high.where(mask, other.high),
        highSlope.where(mask, other.highSlope),
        trials.where(mask, other.trials));
  }

  /** After a trial with this slope (n) at its end, which was {@code tooLong} (bool, n) or short. */
  Bracket tried(Tensor slope, Tensor tooLong) {
    Tensor shortOf = tooLong.not();
    Tensor from = at.where(shortOf, low);
    Tensor fromSlope = slope.where(shortOf, lowSlope);
    Tensor to = at.where(tooLong, high);
    Tensor toSlope = slope.where(tooLong, highSlope);
    Tensor next =
        between(from, fromSlope, to, toSlope).where(to.isFinite(), beyond(at, slope, lowSlope));
    return new Bracket(next, from, fromSlope, to, toSlope, trials.add(1));
  }

  /** Where a straight slope is zero, or the middle. */
  private static Tensor between(Tensor low, Tensor lowSlope, Tensor high, Tensor highSlope) {
    Tensor width = high.sub(low);
    Tensor share = lowSlope.div(lowSlope.sub(highSlope));
    Tensor usable = highSlope.greater(0).and(share.isFinite());
    Tensor middle = width.mul(0).add(.5);
    return low.add(share.clamp(MARGIN, 1 - MARGIN).where(usable, middle).mul(width));
  }

  /** Where a straight slope is zero beyond the last trial, or twice as far. */
  private Tensor beyond(Tensor at, Tensor slope, Tensor before) {
    Tensor rise = slope.sub(before).div(at.sub(low));
    Tensor further = slope.neg().div(rise).div(at).add(1);
    Tensor usable = rise.greater(0).and(further.isFinite());
    return at.mul(further.clamp(1, GROWTH).where(usable, at.mul(0).add(2)));
  }
}

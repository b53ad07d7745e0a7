package preimage.net;

import static java.util.stream.Collectors.joining;

import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * How a network's own images relate to pixels in [0, 1]: own = (pixel − mean) / deviation.
 *
 * @param means one a channel, or one for all
 * @param deviations one a channel, or one for all
 */
public record PixelScale(List<Double> means, List<Double> deviations) {
  /** Pixels as they are. */
  public static final PixelScale UNIT = range(0, 1);

  /** [−1, 1], the range of tanh. */
  public static final PixelScale SIGNED = range(-1, 1);

  public PixelScale {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new Misuse("there must be as many means as deviations, at least one");
    }
    if (deviations.stream().anyMatch(d -> !(d > 0))) {
      throw new Misuse("deviations must be positive but were " + deviations);
    }
  }

  /** The scale on which black is {@code black} and white {@code white}. */
  public static PixelScale range(double black, double white) {
    if (!(black < white)) {
      throw new Misuse("black must be below white but they were " + black + " and " + white);
    }
    double deviation = 1 / (white - black);
    return new PixelScale(List.of(-black * deviation), List.of(deviation));
  }

  /** (n, c, h, w) in [0, 1] → the network's own range. */
  public Tensor fromPixels(Tensor pixels) {
    return pixels.sub(values(means, pixels)).div(values(deviations, pixels));
  }

  /** (n, c, h, w) on the network's own range → [0, 1] where they are images at all. */
  public Tensor toPixels(Tensor own) {
    return own.mul(values(deviations, own)).add(values(means, own));
  }

  /** Images (n, c, h, w) on {@code other}'s range on this one. */
  public Tensor from(PixelScale other, Tensor images) {
    return equals(other) ? images : fromPixels(other.toPixels(images));
  }

  /** Differences on the network's own range as differences of pixels. */
  public Tensor inPixels(Tensor difference) {
    return difference.mul(values(deviations, difference));
  }

  /** Differences of pixels as differences on the network's own range. */
  public Tensor ofPixels(Tensor difference) {
    return difference.div(values(deviations, difference));
  }

  /** The mean squared error on the network's own range for one of 1 in pixels, one channel. */
  public double squaredUnits() {
    double deviation = deviations.getFirst();
    return 1 / (deviation * deviation);
  }

  private static Tensor values(List<Double> perChannel, Tensor like) {
    var values = perChannel.stream().mapToDouble(Double::doubleValue).toArray();
    // One value for all suits vectors, too.
    var all = Tensor.of(values, values.length).to(like.dtype());
    return values.length == 1 ? all : all.reshape(values.length, 1, 1);
  }

  @Override
  public String toString() {
    if (means.size() == 1) {
      double deviation = deviations.getFirst();
      double black = -means.getFirst() / deviation;
      return number(black) + "…" + number(black + 1 / deviation);
    }
    return "mean " + text(means) + ", deviation " + text(deviations);
  }

  private static String text(List<Double> values) {
    return values.stream().map(PixelScale::number).collect(joining(" "));
  }

  private static String number(double value) {
    double clean = value + 0.0; // −0 prints as 0.
    return clean == Math.rint(clean) ? String.valueOf((long) clean) : String.valueOf(clean);
  }
}

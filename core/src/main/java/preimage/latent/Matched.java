package preimage.latent;

import java.util.List;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.search.Adam;
import preimage.search.Course;
import preimage.search.Outcome;
import preimage.search.Schedule;
import preimage.spec.Misuse;

/**
 * Images found in {@link PixelSpace}, beside those whose features they should have.
 *
 * @param recovered whose latents are the images' pixels
 */
public record Matched(Images targets, Recovered recovered) {
  /**
   * How images are searched for unless told: from grey, by Adam, in the box of pixels. Jacobians of
   * images are large, so that least squares pay for small ones only; rate and steps are ours,
   * measured on a ResNet-20 and a critic of faces.
   */
  public static Recovery images() {
    return new Recovery(
        new Start.Mean(),
        new Adam(.05, 500, new Schedule.Cosine()),
        1,
        0,
        Clip.STANDARD,
        new Features("", "output"),
        new Restriction.None());
  }

  /**
   * The same recovery of images by their features.
   *
   * @throws Misuse if it has another distance of its own
   */
  public static Recovery by(Recovery how, Features features) {
    boolean open = how.distance() instanceof Distance.Squared || how.distance() instanceof Features;
    if (!open) {
      throw new Misuse("images that are sought by features have no other distance");
    }
    return how.with(features);
  }

  public int count() {
    return recovered.count();
  }

  /** The objective of each image: the mean squared difference of features, unless restricted. */
  public double[] loss() {
    return IntStream.range(0, count())
        .mapToDouble(i -> recovered.ends()[i][recovered.winner()[i]])
        .toArray();
  }

  /** The mean squared difference of each image's pixels in [0, 1] from its target's. */
  public double[] pixelError() {
    return recovered.loss();
  }

  public List<Outcome> outcomes() {
    return recovered.outcomes();
  }

  public List<Course> courses() {
    return recovered.courses();
  }
}

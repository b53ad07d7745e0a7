package preimage.latent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import preimage.data.Images;
import preimage.search.Course;
import preimage.search.Outcome;

/**
 * What was recovered of n targets, in their order.
 *
 * @param z latents, n rows of d values
 * @param images G(c, z) clipped to [0, 1], with the targets' labels, or the classes of the best
 *     ends where all were tried
 * @param loss mean over pixels and channels of (G(c, z) − x)² on the generator's own range
 * @param courses how each search went
 * @param winner which of its starts each latent comes from, counted from 0; where all k classes
 *     were tried, start w was made in class w mod k
 * @param ends n rows of what each start came down to, on pixels in [−1, 1]; NaN if it was not made
 * @param certificates how far each latent can be believed
 */
public record Recovered(
    float[][] z,
    Images images,
    double[] loss,
    List<Course> courses,
    int[] winner,
    double[][] ends,
    List<Certificate> certificates) {
  public Recovered {
    courses = List.copyOf(courses);
    certificates = List.copyOf(certificates);
  }

  public int count() {
    return z.length;
  }

  public List<Outcome> outcomes() {
    return courses.stream().map(Course::outcome).toList();
  }

  public List<Verdict> verdicts() {
    return certificates.stream().map(Certificate::verdict).toList();
  }

  /** Forward-equivalents spent on each target, without its certificate. */
  public long[] costs() {
    return courses.stream().mapToLong(Course::cost).toArray();
  }

  /** ‖z − z′‖²/d of each, where the targets were made of latents {@code truth}. */
  public double[] errors(float[][] truth) {
    var errors = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      int d = z[i].length;
      for (int j = 0; j < d; j++) {
        double off = (double) z[i][j] - truth[i][j];
        errors[i] += off * off / d;
      }
    }
    return errors;
  }

  /** The parts, at least one, as one. */
  public static Recovered join(List<Recovered> parts) {
    var pixels = new float[parts.stream().mapToInt(p -> p.images.pixels().length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part.images.pixels(), 0, pixels, at, part.images.pixels().length);
      at += part.images.pixels().length;
    }
    int[] labels = parts.stream().flatMapToInt(p -> Arrays.stream(p.images.labels())).toArray();
    return new Recovered(
        parts.stream().flatMap(p -> Stream.of(p.z)).toArray(float[][]::new),
        new Images(parts.getFirst().images.shape(), pixels, labels),
        parts.stream().flatMapToDouble(p -> Arrays.stream(p.loss)).toArray(),
        parts.stream().flatMap(p -> p.courses.stream()).toList(),
        parts.stream().flatMapToInt(p -> Arrays.stream(p.winner)).toArray(),
        parts.stream().flatMap(p -> Stream.of(p.ends)).toArray(double[][]::new),
        parts.stream().flatMap(p -> p.certificates.stream()).toList());
  }
}

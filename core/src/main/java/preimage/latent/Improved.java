package preimage.latent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import preimage.search.Course;
import preimage.search.Outcome;

/**
 * What became of n latents, in their order.
 *
 * @param start where they were, and what goes with them
 * @param z where they are, n rows of d values
 * @param before the critic's score of each image at the start, higher for more real
 * @param after its score in the end
 * @param courses how each search went
 */
public record Improved(
    Latents start, float[][] z, double[] before, double[] after, List<Course> courses) {
  public Improved {
    courses = List.copyOf(courses);
  }

  public int count() {
    return z.length;
  }

  /** The improved latents, and what goes with them. */
  public Latents end() {
    return start.with(z);
  }

  public List<Outcome> outcomes() {
    return courses.stream().map(Course::outcome).toList();
  }

  /** Forward-equivalents spent on each latent; those of the two scores are not counted. */
  public long[] costs() {
    return courses.stream().mapToLong(Course::cost).toArray();
  }

  /** How much each score has risen. */
  public double[] gains() {
    return IntStream.range(0, count()).mapToDouble(i -> after[i] - before[i]).toArray();
  }

  /** The largest change of a component of each latent. */
  public double[] distances() {
    return IntStream.range(0, count())
        .mapToDouble(i ->
            IntStream.range(0, z[i].length)
                .mapToDouble(j -> Math.abs((double) z[i][j] - start.z()[i][j]))
                .max()
                .orElse(0))
        .toArray();
  }

  /** The latents whose images scored lowest at the start, the lowest first. */
  public int[] worst(int most) {
    return IntStream.range(0, count())
        .boxed()
        .sorted((i, j) -> Double.compare(before[i], before[j]))
        .limit(most)
        .mapToInt(i -> i)
        .toArray();
  }

  /** What became of parts of {@code start}, as one. */
  static Improved join(Latents start, List<Improved> parts) {
    return new Improved(
        start,
        parts.stream().flatMap(p -> Arrays.stream(p.z)).toArray(float[][]::new),
        parts.stream().flatMapToDouble(p -> DoubleStream.of(p.before)).toArray(),
        parts.stream().flatMapToDouble(p -> DoubleStream.of(p.after)).toArray(),
        parts.stream().flatMap(p -> p.courses.stream()).toList());
  }
}

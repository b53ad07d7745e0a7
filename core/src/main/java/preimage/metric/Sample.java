package preimage.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/**
 * Samples as an extractor sees them.
 *
 * @param name what the user calls them
 * @param origin where they come from, by topic
 * @param extractor what saw them, by topic; its name is {@value #EXTRACTOR}
 * @param probabilities of classes, if the extractor knows any
 * @param labels of each sample, or none at all
 */
public record Sample(
    String name,
    SequencedMap<String, Object> origin,
    SequencedMap<String, Object> extractor,
    Features features,
    Optional<Features> probabilities,
    int[] labels) {
  static final String EXTRACTOR = "extractor";
  private static final int CHUNK = 256;

  public Sample {
    if (labels.length != 0 && labels.length != features.count()) {
      throw new Misuse(
          "%s: %d samples cannot have %d labels".formatted(name, features.count(), labels.length));
    }
    if (!extractor.containsKey(EXTRACTOR)) {
      throw new Misuse(name + ": nothing says what extracted the features");
    }
  }

  /** Features that somebody else extracted. */
  public static Sample given(String name, String sha256, Features features) {
    var origin = new LinkedHashMap<String, Object>();
    origin.put("name", name);
    origin.put("sha256", sha256);
    var extractor = new LinkedHashMap<String, Object>(Map.of(EXTRACTOR, "given"));
    return new Sample(name, origin, extractor, features, Optional.empty(), new int[0]);
  }

  /** Where images come from, in order. */
  @FunctionalInterface
  public interface Batches {
    /** Images {@code from} up to but not including {@code to}. */
    Images range(int from, int to);
  }

  /**
   * The first {@code count} images as {@code eye} sees them.
   *
   * @param origin where they come from, by topic
   */
  public static Sample seen(
      String name,
      SequencedMap<String, Object> origin,
      int count,
      Batches images,
      Extractor.Eye eye,
      Progress progress) {
    var features = new float[count][];
    var probabilities = new double[count][];
    var labels = new int[count];
    boolean labelled = true;
    try (var task = progress.start("looking at " + name, "images", count)) {
      for (int from = 0; from < count; from += CHUNK) {
        int start = from;
        int end = Math.min(count, from + CHUNK);
        var batch = images.range(from, end);
        Scope.withoutGradient(() -> {
          var shape = batch.shape().batch(batch.count());
          var seen = eye.see(Tensor.of(batch.pixels(), shape));
          put(seen.features().toArray(), features, start);
          seen.probabilities().ifPresent(p -> put(p.toDoubles(), probabilities, start));
          return 0;
        });
        labelled &= batch.labelled();
        if (labelled) {
          System.arraycopy(batch.labels(), 0, labels, from, batch.count());
        }
        task.at(end);
      }
    }
    return new Sample(
        name,
        origin,
        eye.words(),
        Features.of(features),
        probabilities[0] == null ? Optional.empty() : Optional.of(Features.of(probabilities)),
        labelled ? labels : new int[0]);
  }

  private static void put(float[] values, float[][] rows, int from) {
    int end = Math.min(rows.length, from + CHUNK);
    int d = values.length / (end - from);
    for (int i = from; i < end; i++) {
      rows[i] = Arrays.copyOfRange(values, (i - from) * d, (i - from + 1) * d);
    }
  }

  private static void put(double[] values, double[][] rows, int from) {
    int end = Math.min(rows.length, from + CHUNK);
    int d = values.length / (end - from);
    for (int i = from; i < end; i++) {
      rows[i] = Arrays.copyOfRange(values, (i - from) * d, (i - from + 1) * d);
    }
  }

  /** A file's name without its folder and what follows the dot. */
  static String shortName(String file) {
    return file.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[a-z]+$", "");
  }

  /**
   * Those of one class, for metrics by class.
   *
   * @throws Misuse if there are none, or no labels
   */
  public Sample ofClass(int wanted) {
    var index = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
    if (index.length == 0) {
      throw new Misuse(name + " holds no samples labelled " + wanted);
    }
    var where = new LinkedHashMap<>(origin);
    where.put("class", wanted);
    return new Sample(
        name + ", class " + wanted,
        where,
        extractor,
        features.at(index),
        probabilities.map(p -> p.at(index)),
        IntStream.of(index).map(i -> labels[i]).toArray());
  }
}

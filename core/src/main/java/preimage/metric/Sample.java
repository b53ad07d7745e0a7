package preimage.metric;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Progress;

/**
 * Samples as an extractor sees them.
 *
 * @param name what the user calls them
 * @param origin where they come from, by topic
 * @param extractor what saw them, by topic; its name is {@value #EXTRACTOR}, how it brought them to
 *     its size {@value #RESIZE}
 * @param size (c, h, w) of what it saw, if it brings all images to one size
 * @param probabilities of classes, if the extractor knows any
 * @param pairs distances between neighbours, if they were seen as images
 * @param labels of each sample, or none at all
 */
public record Sample(
    String name,
    SequencedMap<String, Object> origin,
    SequencedMap<String, Object> extractor,
    Optional<Shape> size,
    Features features,
    Optional<Features> probabilities,
    Optional<Pairs> pairs,
    int[] labels) {
  static final String EXTRACTOR = "extractor";
  static final String RESIZE = "resize";

  /** As {@code train classifier} calls its file. */
  private static final String TRAINED = "classifier";

  public Sample {
    if (labels.length != 0 && labels.length != features.count()) {
      throw new Misuse(
          "%s: %d samples cannot have %d labels".formatted(name, features.count(), labels.length));
    }
    if (!extractor.containsKey(EXTRACTOR)) {
      throw new Misuse(name + ": nothing says what extracted the features");
    }
  }

  /**
   * Features that somebody else extracted.
   *
   * @param origin where they come from, by topic; {@code name} is what the user calls them
   */
  public static Sample given(SequencedMap<String, Object> origin, Features features) {
    var name = String.valueOf(origin.get("name"));
    var extractor = new LinkedHashMap<String, Object>(Map.of(EXTRACTOR, "given"));
    return new Sample(
        name,
        origin,
        extractor,
        Optional.empty(),
        features,
        Optional.empty(),
        Optional.empty(),
        new int[0]);
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
    var viewing = new Viewing(eye, count);
    try (var task = progress.start("looking at " + name, "images", count)) {
      for (int from = 0; from < count; from += eye.batch()) {
        int to = Math.min(count, from + eye.batch());
        viewing.look(from, images.range(from, to));
        task.at(to);
      }
    }
    return viewing.sample(name, origin);
  }

  /** The same with these labels. */
  public Sample labelled(int... labels) {
    return new Sample(name, origin, extractor, size, features, probabilities, pairs, labels);
  }

  /** The same images as those of {@code latents}, a row each. */
  public Sample behind(float[][] latents) {
    return new Sample(
        name,
        origin,
        extractor,
        size,
        features,
        probabilities,
        pairs.map(p -> p.with(latents)),
        labels);
  }

  /** What to call a file's content: its name, or that of its folder if all are called that. */
  static String shortName(String file) {
    var path = Path.of(file);
    var stem = String.valueOf(path.getFileName()).replaceFirst("\\.[a-z]+$", "");
    var folder = Optional.ofNullable(path.getParent()).map(Path::getFileName);
    return stem.equals(TRAINED) ? folder.map(Path::toString).orElse(stem) : stem;
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
    return new Sample(
        name + ", class " + wanted,
        origin,
        extractor,
        size,
        features.at(index),
        probabilities.map(p -> p.at(index)),
        pairs.map(p -> p.at(pairsOf(wanted))),
        IntStream.of(index).map(i -> labels[i]).toArray());
  }

  /** The pairs that both are of a class. */
  private int[] pairsOf(int wanted) {
    return IntStream.range(0, labels.length / 2)
        .filter(i -> labels[2 * i] == wanted && labels[2 * i + 1] == wanted)
        .toArray();
  }
}

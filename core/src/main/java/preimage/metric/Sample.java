package preimage.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import preimage.spec.Misuse;

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

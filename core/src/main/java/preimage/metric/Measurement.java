package preimage.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * Metrics of generated samples beside real ones.
 *
 * @param metrics by what they and their settings are called in manifests
 * @param seed of all randomness
 */
public record Measurement(SequencedMap<String, Metric> metrics, long seed) {
  public Measurement {
    metrics = new LinkedHashMap<>(metrics);
  }

  /**
   * All values, in order.
   *
   * @throws Misuse if an extractor saw only one of the sets, or a set is too small for a metric,
   *     has numbers that are not finite or is all the same, or a metric needs what the extractor
   *     does not know
   */
  public List<Score> of(Sample real, Sample fake) {
    return of(real, fake, "all");
  }

  /**
   * All values for each class of the real samples, in order.
   *
   * @throws Misuse as {@link #of}, or if samples have no labels or a class has no fake ones
   */
  public List<Score> byClass(Sample real, Sample fake) {
    for (var sample : List.of(real, fake)) {
      if (sample.labels().length == 0) {
        throw new Misuse(sample.name() + " has no labels to tell classes by");
      }
    }
    return IntStream.of(real.labels())
        .distinct()
        .sorted()
        .boxed()
        .flatMap(c -> of(real.ofClass(c), fake.ofClass(c), String.valueOf(c)).stream())
        .toList();
  }

  private List<Score> of(Sample real, Sample fake, String of) {
    refuse(real, fake);
    var scores = new ArrayList<Score>();
    metrics.forEach((text, metric) -> {
      var manifest = manifest(text, real, fake, of);
      var rng = Rng.of(seed).purpose("metric");
      for (var value : metric.measure(real, fake, rng)) {
        scores.add(new Score(value.name(), value.value(), manifest));
      }
    });
    return scores;
  }

  private void refuse(Sample real, Sample fake) {
    var one = extractor(real);
    var other = extractor(fake);
    one.difference(other)
        .ifPresent(topic -> {
          throw new Misuse(
              "%s and %s were not seen alike: %s is %s and %s"
                  .formatted(real.name(), fake.name(), topic, one.word(topic), other.word(topic)));
        });
    if (real.features().dimension() != fake.features().dimension()) {
      throw new Misuse(
          "features of two widths: %,d numbers in %s, %,d in %s"
              .formatted(
                  real.features().dimension(),
                  real.name(),
                  fake.features().dimension(),
                  fake.name()));
    }
    metrics.forEach((text, metric) ->
        metric
            .lacks(real, fake)
            .ifPresent(what -> {
              throw new Misuse(name(text) + " needs " + what);
            }));
    real.features().check(real.name());
    fake.features().check(fake.name());
  }

  /** One extractor may bring the two to its size in two ways. */
  private static Manifest extractor(Sample sample) {
    var words = new LinkedHashMap<>(sample.extractor());
    words.remove(Sample.RESIZE);
    sample.size().ifPresent(size -> words.put("size", size));
    return new Manifest(words, new LinkedHashMap<>());
  }

  private static String name(String text) {
    return text.replaceFirst("\\(.*", "");
  }

  private Manifest manifest(String text, Sample real, Sample fake, String of) {
    var protocol = new LinkedHashMap<String, Object>();
    protocol.put("metric", text);
    protocol.putAll(real.extractor());
    protocol.put("dimension", real.features().dimension());
    protocol.put("real", real.origin());
    protocol.put("class", of);
    protocol.put("real-count", real.features().count());
    protocol.put("fake-count", fake.features().count());
    protocol.put("seed", seed);
    return new Manifest(protocol, origin(real, fake));
  }

  /** Where the generated samples come from, and what was done to them that was not to the real. */
  private static SequencedMap<String, Object> origin(Sample real, Sample fake) {
    var origin = new LinkedHashMap<>(fake.origin());
    fake.extractor()
        .forEach((topic, word) -> {
          if (!word.equals(real.extractor().get(topic))) {
            origin.put(topic, word);
          }
        });
    return origin;
  }
}

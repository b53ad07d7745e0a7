package preimage.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
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
    refuse(real, fake);
    var scores = new ArrayList<Score>();
    metrics.forEach((text, metric) -> {
      var manifest = manifest(text, real, fake);
      var rng = Rng.of(seed).purpose("metric");
      for (var value : metric.measure(read(metric, text, real), read(metric, text, fake), rng)) {
        scores.add(new Score(value.name(), value.value(), manifest));
      }
    });
    return scores;
  }

  private void refuse(Sample real, Sample fake) {
    if (!real.extractor().equals(fake.extractor())) {
      throw new Misuse(
          "%s and %s were seen by different extractors: %s and %s"
              .formatted(real.name(), fake.name(), real.extractor(), fake.extractor()));
    }
    if (real.features().dimension() != fake.features().dimension()) {
      throw new Misuse(
          "features of two widths: %,d numbers in %s, %,d in %s"
              .formatted(
                  real.features().dimension(),
                  real.name(),
                  fake.features().dimension(),
                  fake.name()));
    }
    metrics.forEach((text, metric) -> {
      read(metric, text, real);
      for (var sample : List.of(real, fake)) {
        if (sample.features().count() < metric.least()) {
          throw new Misuse(
              "%s needs at least %,d samples of each set but %s holds %,d"
                  .formatted(name(text), metric.least(), sample.name(), sample.features().count()));
        }
      }
    });
    real.features().check(real.name());
    fake.features().check(fake.name());
  }

  private static Features read(Metric metric, String text, Sample sample) {
    return switch (metric.reads()) {
      case FEATURES -> sample.features();
      case PROBABILITIES ->
          sample
              .probabilities()
              .orElseThrow(() ->
                  new Misuse(
                      "%s needs class probabilities: give images, and a classifier as extractor"
                          .formatted(name(text))));
    };
  }

  private static String name(String text) {
    return text.replaceFirst("\\(.*", "");
  }

  private Manifest manifest(String text, Sample real, Sample fake) {
    var protocol = new LinkedHashMap<String, Object>();
    protocol.put("metric", text);
    protocol.putAll(real.extractor());
    protocol.put("dimension", real.features().dimension());
    protocol.put("real", real.origin());
    protocol.put("real-count", real.features().count());
    protocol.put("fake-count", fake.features().count());
    protocol.put("seed", seed);
    return new Manifest(protocol, fake.origin());
  }
}

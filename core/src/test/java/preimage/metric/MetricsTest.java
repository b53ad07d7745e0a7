package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.Catalogs;
import preimage.metric.Metric.Value;
import preimage.tensor.Rng;

/** What holds of every listed metric. */
class MetricsTest {
  private static final int N = 240;

  /** What a sample gets beside itself. */
  private static final Map<String, Double> OF_ITSELF =
      Map.of("fid", 0.0, "precision", 1.0, "recall", 1.0, "coverage", 1.0, "ndb", 0.0, "jsd", 0.0);

  /** Whose values stay when real and generated samples change places. */
  private static final Set<String> SYMMETRIC = Set.of("fid", "kid");

  private static Sample sample(Features features, Features probabilities) {
    var origin = new LinkedHashMap<String, Object>();
    origin.put("name", "some");
    int n = features.count();
    var apart = IntStream.range(0, n / 2).mapToDouble(i -> 1 + i % 7).toArray();
    var pairs = new Pairs(apart, Optional.of(apart), Optional.of(apart));
    return new Sample(
        "some",
        origin,
        Sample.given(origin, features).extractor(),
        Optional.empty(),
        features,
        Optional.of(probabilities),
        Optional.of(pairs),
        new int[0]);
  }

  private static Sample normal(int n, double mean, long seed) {
    return sample(
        Features.of(Points.normal(n, 4, mean, 1, seed)), Features.of(probabilities(n, seed)));
  }

  private static double[][] probabilities(int n, long seed) {
    return Arrays.stream(Points.normal(n, 3, 0, 1, seed))
        .map(row -> {
          double sum = Arrays.stream(row).map(Math::exp).sum();
          return Arrays.stream(row).map(x -> Math.exp(x) / sum).toArray();
        })
        .toArray(double[][]::new);
  }

  private static List<Value> values(Metric metric, Sample real, Sample fake) {
    assertEquals(Optional.empty(), metric.lacks(real, fake));
    return metric.measure(real, fake, Rng.of(3));
  }

  private static List<Metric> all() {
    return Catalogs.METRICS.entries().stream().<Metric>map(e -> e.prototype()).toList();
  }

  @Test
  void nothingLiesBetweenASampleAndItself() {
    var one = normal(N, 0, 1);
    for (var metric : all()) {
      for (var value : values(metric, one, one)) {
        var expected = OF_ITSELF.get(value.name());
        if (expected != null) {
          assertEquals(expected, value.value(), 1e-9, value.name());
        }
      }
    }
  }

  @Test
  void valuesAreFiniteNamedAndTheSameAgain() {
    var real = normal(N, 0, 1);
    var fake = normal(N, .5, 2);
    for (var metric : all()) {
      var values = values(metric, real, fake);
      assertFalse(values.isEmpty());
      assertEquals(
          values.size(), values.stream().map(Value::name).distinct().count(), values.toString());
      values.forEach(v -> assertTrue(Double.isFinite(v.value()), v.toString()));
      assertEquals(values, values(metric, real, fake));
    }
  }

  @Test
  void sidesDoNotMatterWhereTheyShouldNot() {
    var real = normal(N, 0, 1);
    var fake = normal(N, .5, 2);
    for (var metric : all()) {
      var there = values(metric, real, fake);
      var back = values(metric, fake, real);
      for (int i = 0; i < there.size(); i++) {
        if (SYMMETRIC.contains(there.get(i).name())) {
          assertEquals(there.get(i).value(), back.get(i).value(), 1e-10, there.toString());
        }
      }
    }
  }

  /** Bit for bit: parts that are joined are read as if they were one. */
  @Test
  void manyPartsGiveTheValuesOfOne() {
    var real = normal(N, 0, 1);
    var whole = normal(N, .5, 2);
    for (int parts : new int[] {2, 5}) {
      var fake =
          sample(
              inParts(Points.normal(N, 4, .5, 1, 2), parts), inParts(probabilities(N, 2), parts));
      for (var metric : all()) {
        assertEquals(values(metric, real, whole), values(metric, real, fake));
      }
    }
  }

  private static Features inParts(double[][] rows, int parts) {
    var some = new ArrayList<Features>();
    for (int part = 0; part < parts; part++) {
      int from = rows.length * part / parts;
      some.add(Features.of(Arrays.copyOfRange(rows, from, rows.length * (part + 1) / parts)));
    }
    return Features.joined(some);
  }

  @Test
  void tooFewSamplesAreRefusedWithTheirNumber() {
    var many = normal(N, 0, 1);
    var one = normal(1, 0, 2);
    for (var metric : all()) {
      var lacks = metric.lacks(many, one);
      assertTrue(lacks.orElse("").matches("at least .* but some holds (1|none)"), lacks.toString());
    }
  }
}

package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;

class MeasurementTest {
  private static Measurement measurement(String name, Metric metric) {
    var metrics = new LinkedHashMap<String, Metric>();
    metrics.put(name, metric);
    return new Measurement(metrics, 7);
  }

  private static Sample sample(String name, double[][] rows) {
    return Sample.given(name, "hash of " + name, Features.of(rows));
  }

  private static Sample normal(String name, int n, long seed) {
    return sample(name, Points.normal(n, 3, 0, 1, seed));
  }

  private static void refused(String sentence, Measurement measurement, Sample real, Sample fake) {
    assertEquals(
        sentence, assertThrows(Misuse.class, () -> measurement.of(real, fake)).getMessage());
  }

  @Test
  void everyValueSaysWhatItWasComputedFrom() {
    var scores =
        measurement("prdc(k=2)", new PrecisionRecall(2))
            .of(normal("a.npy", 20, 1), normal("b.npy", 30, 2));
    assertEquals(
        List.of("precision", "recall", "density", "coverage"),
        scores.stream().map(Score::metric).toList());
    var words = scores.getFirst().manifest().words();
    assertEquals("prdc(k=2)", words.get("metric"));
    assertEquals("given", words.get("extractor"));
    assertEquals(20, words.get("real-count"));
    assertEquals(30, words.get("fake-count"));
    assertEquals(7L, words.get("seed"));
    assertEquals("{name=b.npy, sha256=hash of b.npy}", words.get("fake").toString());
    assertEquals("precision[given]", scores.getFirst().label());
  }

  @Test
  void scoresOfDifferentProtocolsShareNoColumn() {
    var fid = measurement("fid", new Frechet());
    var real = normal("real", 40, 1);
    var one = fid.of(real, normal("one", 30, 2)).getFirst();
    var two = fid.of(real, normal("two", 30, 3)).getFirst();
    var rows = new LinkedHashMap<String, Score>();
    rows.put("first", one);
    rows.put("second", two);
    assertEquals("FID[given]", new ScoreColumn(rows).label());

    rows.put("third", fid.of(real, normal("three", 31, 3)).getFirst());
    assertEquals(
        "fid of first and of third cannot be compared: fake-count is 30 there and 31 here",
        assertThrows(Misuse.class, () -> new ScoreColumn(rows)).getMessage());
    rows.put("third", measurement("kid", new KernelDistance()).of(real, real).getFirst());
    assertEquals(
        "fid of first and kid of third do not belong in one column",
        assertThrows(Misuse.class, () -> new ScoreColumn(rows)).getMessage());
    assertThrows(Misuse.class, () -> new ScoreColumn(new LinkedHashMap<>()));
  }

  @Test
  void oneSentenceForFeaturesThatDoNotDo() {
    var fid = measurement("fid", new Frechet());
    var good = normal("good", 20, 1);
    refused(
        "features of two widths: 3 numbers in good, 4 in wide",
        fid,
        good,
        sample("wide", Points.normal(20, 4, 0, 1, 1)));
    var nan = Points.normal(20, 3, 0, 1, 1);
    nan[7][2] = Double.NaN;
    refused("bad: row 7 of the features holds NaN", fid, good, sample("bad", nan));
    var same = new double[20][];
    Arrays.fill(same, new double[] {1, 2, 3});
    refused(
        "flat: the features are constant: all 20 rows are the same",
        fid,
        sample("flat", same),
        good);
  }

  @Test
  void oneSentenceForTooFewSamples() {
    var few = normal("few", 5, 1);
    var many = normal("many", 200, 2);
    refused(
        "prdc needs at least 6 samples of each set but few holds 5",
        measurement("prdc(k=5)", new PrecisionRecall()),
        many,
        few);
    refused(
        "ndb needs at least 100 samples of each set but few holds 5",
        measurement("ndb", new Bins()),
        few,
        many);
    refused(
        "fid needs at least 2 samples of each set but one holds 1",
        measurement("fid", new Frechet()),
        normal("one", 1, 1),
        many);
  }

  @Test
  void classProbabilitiesAreAskedFor() {
    refused(
        "is needs class probabilities: give images, and a classifier as extractor",
        measurement("is(splits=10)", new InceptionScore()),
        normal("a", 20, 1),
        normal("b", 20, 2));
  }

  @Test
  void whatTwoExtractorsSawIsNotCompared() {
    var here = normal("here", 20, 1);
    var words = new LinkedHashMap<>(here.extractor());
    words.put("extractor", "judge");
    var there =
        new Sample("there", here.origin(), words, here.features(), Optional.empty(), new int[0]);
    refused(
        "here and there were seen by different extractors: {extractor=given} and"
            + " {extractor=judge}",
        measurement("fid", new Frechet()),
        here,
        there);
  }

  @Test
  void samplesCanBeMeasuredByClass() {
    var given = normal("all", 6, 1);
    var labelled =
        new Sample(
            "all",
            given.origin(),
            given.extractor(),
            given.features(),
            Optional.empty(),
            new int[] {0, 1, 0, 1, 1, 1});
    var zeros = labelled.ofClass(0);
    assertEquals(2, zeros.features().count());
    assertEquals(
        given.features().rows(2, 3)[1], zeros.features().rows(1, 2)[1], 0, "the second zero");
    assertEquals(0, zeros.origin().get("class"));
    var e = assertThrows(Misuse.class, () -> labelled.ofClass(2));
    assertEquals("all holds no samples labelled 2", e.getMessage());
  }
}

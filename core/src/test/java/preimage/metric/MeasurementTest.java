package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Shape;

class MeasurementTest {
  private static Measurement measurement(String name, Metric metric) {
    var metrics = new LinkedHashMap<String, Metric>();
    metrics.put(name, metric);
    return new Measurement(metrics, 7);
  }

  private static Sample sample(String name, double[][] rows) {
    var origin = new LinkedHashMap<String, Object>();
    origin.put("name", name);
    origin.put("sha256", "hash of " + name);
    return Sample.given(origin, Features.of(rows));
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
        new Sample(
            "there",
            here.origin(),
            words,
            Optional.empty(),
            here.features(),
            Optional.empty(),
            Optional.empty(),
            new int[0]);
    refused(
        "here and there were not seen alike: extractor is given and judge",
        measurement("fid", new Frechet()),
        here,
        there);
  }

  private static Sample sized(String name, long seed, String resize, int side) {
    var plain = normal(name, 20, seed);
    var words = new LinkedHashMap<>(plain.extractor());
    words.put("resize", resize);
    return new Sample(
        name,
        plain.origin(),
        words,
        Optional.of(Shape.of(1, side, side)),
        plain.features(),
        Optional.empty(),
        Optional.empty(),
        new int[0]);
  }

  @Test
  void whatWasBroughtToOneSizeInTwoWaysIsCompared() {
    var fid = measurement("fid", new Frechet());
    var real = sized("real", 1, "none", 28);
    var own = fid.of(real, sized("own", 2, "none", 28)).getFirst();
    var large = fid.of(real, sized("large", 3, "bilinear to 28×28", 28)).getFirst();
    assertEquals("none", large.manifest().word("resize"));
    assertEquals("bilinear to 28×28", large.manifest().fake().get("resize"));
    assertEquals(real.origin().keySet(), own.manifest().fake().keySet());
    // What was done to generated samples is theirs: both stand beside the same real ones.
    var rows = new LinkedHashMap<String, Score>();
    rows.put("own", own);
    rows.put("large", large);
    assertEquals("FID[given]", new ScoreColumn(rows).label());
    refused(
        "real and small were not seen alike: size is 1×28×28 and 1×14×14",
        fid,
        real,
        sized("small", 4, "none", 14));
  }

  @Test
  void samplesCanBeMeasuredByClass() {
    var fid = measurement("fid", new Frechet());
    var real = normal("real", 60, 1);
    var fake = normal("fake", 80, 2);
    refused("real has no labels to tell classes by", fid::byClass, real, fake);
    var labelled = real.labelled(turns(60, 3));
    refused("fake has no labels to tell classes by", fid::byClass, labelled, fake);
    refused(
        "fake holds no samples labelled 2", fid::byClass, labelled, fake.labelled(turns(80, 2)));
    var scores = fid.byClass(labelled, fake.labelled(turns(80, 4)));
    assertEquals(
        List.of("0", "1", "2"), scores.stream().map(s -> s.manifest().word("class")).toList());
    assertEquals(20, scores.get(1).manifest().protocol().get("real-count"));
    var ones = Points.normal(60, 3, 0, 1, 1);
    var expected =
        Frechet.distance(
            Moments.of(Features.of(every(ones, 3, 1))),
            Moments.of(Features.of(every(Points.normal(80, 3, 0, 1, 2), 4, 1))));
    assertEquals(expected, scores.get(1).value(), 1e-12);
    // A class beside all, and a class beside another, share no column.
    var rows = new LinkedHashMap<String, Score>();
    rows.put("one", scores.get(0));
    rows.put("other", scores.get(1));
    assertThrows(Misuse.class, () -> new ScoreColumn(rows));
  }

  private static void refused(
      String sentence, BiFunction<Sample, Sample, List<Score>> f, Sample real, Sample fake) {
    assertEquals(sentence, assertThrows(Misuse.class, () -> f.apply(real, fake)).getMessage());
  }

  private static int[] turns(int count, int classes) {
    return IntStream.range(0, count).map(i -> i % classes).toArray();
  }

  private static double[][] every(double[][] rows, int step, int from) {
    return IntStream.range(0, rows.length)
        .filter(i -> i % step == from)
        .mapToObj(i -> rows[i])
        .toArray(double[][]::new);
  }

  @Test
  void pairsOfAClassAreThoseThatBothAreOfIt() {
    var pairs = new Pairs(new double[] {1, 2, 3}, Optional.empty(), Optional.empty());
    var plain = normal("all", 6, 1);
    var sample =
        new Sample(
            "all",
            plain.origin(),
            plain.extractor(),
            plain.size(),
            plain.features(),
            Optional.empty(),
            Optional.of(pairs),
            new int[] {0, 0, 0, 1, 1, 1});
    assertArrayEquals(new double[] {1}, sample.ofClass(0).pairs().orElseThrow().pixels());
    assertArrayEquals(new double[] {3}, sample.ofClass(1).pairs().orElseThrow().pixels());
  }
}

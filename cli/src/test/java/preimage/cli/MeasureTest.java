package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.net.Condition;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

class MeasureTest {
  @TempDir private Path folder;
  private Path real;
  private Path fake;

  @BeforeEach
  void prepare() {
    real = features("real.npy", 60, 4, 1);
    fake = features("fake.npy", 50, 4, 2);
  }

  private Path features(String name, int n, int d, long seed) {
    var values = Scope.call(() -> Rng.of(seed).normal(Shape.of(d), Rng.samples(0, n)).toArray());
    Npy.write(folder.resolve(name), NdArray.of(values, n, d));
    return folder.resolve(name);
  }

  static Shell measure(Object real, Object fake, String... more) {
    var words =
        new ArrayList<>(List.of("measure", "--real", "" + real, "--fake", "" + fake, "--quiet"));
    words.addAll(Arrays.asList(more));
    return Shell.run(words.toArray(String[]::new));
  }

  static JsonNode scores(Shell said) throws IOException {
    assertEquals(Exit.DONE, said.code(), said.err());
    return new ObjectMapper().readTree(said.out()).get("scores");
  }

  static List<String> names(JsonNode scores) {
    return StreamSupport.stream(scores.spliterator(), false)
        .map(score -> score.get("metric").asText())
        .toList();
  }

  @Test
  void twoFilesOfVectorsAreFeatures() throws IOException {
    var said = measure(real, fake, "--metrics", "fid,kid,prdc(k=3),ndb(bins=9)", "--json");
    var scores = scores(said);
    assertEquals(
        List.of("fid", "kid", "precision", "recall", "density", "coverage", "ndb", "jsd"),
        names(scores));
    var manifest = scores.get(2).get("manifest");
    assertEquals("prdc(k=3)", manifest.get("metric").asText());
    assertEquals(60, manifest.get("real-count").asInt());
    assertEquals(50, manifest.get("fake-count").asInt());
    assertEquals(64, manifest.at("/fake/sha256").asText().length());
    assertTrue(scores.get(0).get("value").asDouble() > 0);
    assertEquals(said, measure(real, fake, "--metrics", "fid,kid,prdc(k=3),ndb(bins=9)", "--json"));
  }

  @Test
  void ofAFileAndItselfNothingDiffers() throws IOException {
    var scores = scores(measure(real, real, "--json", "--count", "30"));
    assertEquals(0, scores.get(0).get("value").asDouble(), 1e-9);
    assertEquals(30, scores.get(0).at("/manifest/real-count").asInt());
    var text = measure(real, real).out();
    assertEquals("FID[given]", text.lines().findFirst().orElse("").strip());
    assertTrue(text.lines().anyMatch(line -> line.matches("real-count +60")), text);
  }

  @Test
  void generatorsAndImagesAreSeenByAnExtractor() throws IOException {
    var model = Samples.generator(folder.resolve("g.safetensors"), new Condition.Label(3));
    var images = Samples.images(folder.resolve("x.npy"), 40);
    var scores = scores(measure(images, model, "--json", "--seed", "4"));
    assertEquals("pixels", scores.get(0).at("/manifest/extractor").asText());
    assertEquals(40, scores.get(0).at("/manifest/fake-count").asInt());
    assertEquals(4, scores.get(0).at("/manifest/fake/seed").asInt());
    var judge = Samples.classifier(folder.resolve("judge.safetensors"));
    var more = new String[] {"--extractor", judge.toString(), "--metrics", "is,fid", "--json"};
    var judged = scores(measure(images, model, more));
    assertEquals(List.of("is", "is-deviation", "fid"), names(judged));
    double is = judged.get(0).get("value").asDouble();
    assertTrue(is >= 1 && is <= 3, "" + is);
    assertEquals("judge", judged.get(0).at("/manifest/extractor").asText());
    var half = scores(measure(images, model, "--json", "--extractor", "pixels(size=2)"));
    assertEquals(4, half.get(0).at("/manifest/dimension").asInt());
  }

  @Test
  void eachClassIsMeasuredByItself() throws IOException {
    var labelled = Samples.labelled(folder.resolve("x.npz"), 60);
    var model = Samples.generator(folder.resolve("g.safetensors"), new Condition.Label(3));
    var scores =
        scores(measure(labelled, model, "--by-class", "--metrics", "fid,pair-ratio", "--json"));
    assertEquals(4 * 3, scores.size());
    var classes = StreamSupport.stream(scores.spliterator(), false);
    assertEquals(
        List.of("all", "0", "1", "2"),
        classes.map(score -> score.at("/manifest/class").asText()).distinct().toList());
    assertEquals(20, scores.get(3).at("/manifest/real-count").asInt());
    var text = measure(labelled, model, "--by-class", "--metrics", "fid").out();
    assertTrue(text.matches("FID\\[pixels\\] by class\\R *all +0 +1 +2\\R(?s:.*)"), text);
    Said.misused(real + " has no labels to tell classes by", measure(real, fake, "--by-class"));
  }

  @Test
  void labelsOfFeaturesComeFromFiles() throws IOException {
    var ofReal = labels("c.npy", 60);
    var ofFake = labels("d.npy", 50);
    var given =
        new String[] {"--by-class", "--real-labels", ofReal, "--fake-labels", ofFake, "--json"};
    var scores = scores(measure(real, fake, given));
    assertEquals(3 * 6, scores.size());
    assertEquals(30, scores.get(6).at("/manifest/real-count").asInt());
    assertEquals(64, scores.get(6).at("/manifest/fake/labels-sha256").asText().length());
    Said.misused(
        real + " has 60 samples, which cannot have the 50 class numbers of " + ofFake,
        measure(real, fake, "--real-labels", ofFake));
    var model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    var images = Samples.images(folder.resolve("x.npy"), 20);
    Said.misused(
        model + " takes no labels: it is told no classes",
        measure(images, model, "--fake-labels", ofFake));
  }

  private String labels(String name, int count) {
    var numbers = IntStream.range(0, count).mapToLong(i -> i % 2).toArray();
    Npy.write(folder.resolve(name), NdArray.of(numbers, count));
    return folder.resolve(name).toString();
  }

  @Test
  void aSmallSampleOfManyNumbersIsWarnedOf() {
    var said =
        Shell.run(
            "measure",
            "--real",
            "" + real,
            "--fake",
            "" + fake,
            "--count",
            "4",
            "--metrics",
            "fid");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(
        said.err().startsWith("4 samples of 4 numbers: such a FID is far too large"), said.err());
    // A refusal is one sentence.
    Said.misused(
        "prdc needs at least 6 samples of each set but " + real + " holds 4",
        measure(real, fake, "--count", "4", "--metrics", "fid,prdc"));
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    var none = folder.resolve("none.npy");
    Said.misused("no file '" + none + "'", measure(none, fake));
    Said.misused("no file '" + none + "'", measure(real, none));
  }

  @Test
  void oneSentenceForFeaturesThatDoNotDo() {
    var wide = features("wide.npy", 50, 5, 3);
    Said.misused(
        "features of two widths: 4 numbers in " + real + ", 5 in " + wide, measure(real, wide));
    var nan = folder.resolve("nan.npy");
    Npy.write(nan, NdArray.of(new float[] {1, 2, 3, 4, 5, Float.NaN, 7, 8}, 2, 4));
    Said.misused(nan + ": row 1 of the features holds NaN", measure(real, nan, "--metrics", "fid"));
    var flat = folder.resolve("flat.npy");
    Npy.write(flat, NdArray.of(new float[40], 10, 4));
    Said.misused(
        flat + ": the features are constant: all 10 rows are the same", measure(real, flat));
    var none = folder.resolve("none.npy");
    Npy.write(none, NdArray.of(new float[0], 0, 4));
    Said.misused(none + " holds no features: its array has the shape [0, 4]", measure(real, none));
  }

  @Test
  void oneSentenceForTooFewSamples() {
    Said.misused(
        "ndb needs at least 100 samples of each set but " + real + " holds 60",
        measure(real, fake, "--metrics", "ndb"));
    Said.misused(
        "prdc needs at least 6 samples of each set but " + real + " holds 5",
        measure(real, fake, "--count", "5"));
    Said.misused(
        fake + " holds 50 samples, not the 55 of --count", measure(real, fake, "--count", "55"));
    Said.misused("count must be at least 1 but was 0", measure(real, fake, "--count", "0"));
  }

  @Test
  void oneSentenceForWhatDoesNotFit() {
    var images = Samples.images(folder.resolve("x.npy"), 20);
    Said.misused(
        real + " holds features but " + images + " does not; give features or images of both",
        measure(real, images));
    Said.misused(
        "is needs class probabilities: give images, and a classifier as extractor",
        measure(real, fake, "--metrics", "is"));
    Said.misused(
        "is needs class probabilities: give images, and a classifier as extractor",
        measure(images, images, "--metrics", "is"));
    Said.misused(
        "--extractor sees images, but both files hold features",
        measure(real, fake, "--extractor", "pixels"));
    assertTrue(measure(real, fake, "--metrics", "fdi").err().contains("did you mean 'fid'?"));
    assertEquals(Exit.MISUSED, measure(real, fake, "--metrics", "fid,").code());
    var critic = Samples.critic(folder.resolve("d.safetensors"));
    Said.misused(critic + " is a critic, not a generator", measure(images, critic));
    Said.misused(
        critic + " is a critic, not a classifier",
        measure(images, images, "--extractor", critic.toString()));
  }
}

package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.cli.MeasureTest.measure;
import static preimage.cli.MeasureTest.names;
import static preimage.cli.MeasureTest.scores;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.net.Condition;

/** {@code measure} of what generators make, and of how it is seen. */
class MeasureModelsTest {
  @TempDir private Path folder;

  private Path generator(String name, Condition condition) {
    return Samples.generator(folder.resolve(name + ".safetensors"), condition);
  }

  @Test
  void oneClassifierSeesImagesOfTwoSizes() throws IOException {
    var model = generator("g", new Condition.None());
    var large = Samples.pictures(folder.resolve("large.npy"), 20, 1, 6, 6);
    var judge = Samples.classifier(folder.resolve("judge.safetensors")).toString();
    var how = new String[] {"--extractor", judge, "--metrics", "fid", "--json"};
    var one = scores(measure(large, model, how)).get(0);
    assertEquals("bilinear to 4×4", one.at("/manifest/resize").asText());
    assertEquals("none", one.at("/manifest/fake/resize").asText());
    assertTrue(one.get("value").asDouble() > 0);
    var alike = scores(measure(large, large, how)).get(0);
    assertEquals("bilinear to 4×4", alike.at("/manifest/resize").asText());
    assertTrue(alike.at("/manifest/fake/resize").isMissingNode());
    Said.misused(
        large + " and " + model + " were not seen alike: size is 1×6×6 and 1×4×4",
        measure(large, model, "--metrics", "fid"));
  }

  @Test
  void aGeneratorsLatentsCanBeGiven() throws IOException {
    var images = Samples.images(folder.resolve("x.npy"), 20);
    var model = generator("g", new Condition.None());
    var found = folder.resolve("improved.npz");
    var z0 = new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    var z = new float[] {1, 0, 1, 0, 1, 1, 1, 0, 1};
    Npz.empty().with("z0", NdArray.of(z0, 3, 3)).with("z", NdArray.of(z, 3, 3)).write(found);
    var latents =
        scores(measure(images, model, "--latents", found.toString(), "--metrics", "fid", "--json"));
    assertEquals(3, latents.get(0).at("/manifest/fake-count").asInt());
    assertEquals(64, latents.get(0).at("/manifest/fake/latents-sha256").asText().length());
    assertTrue(latents.get(0).at("/manifest/fake/seed").isMissingNode());
    var pairs =
        scores(
            measure(
                images, model, "--pairs", found.toString(), "--metrics", "pair-ratio", "--json"));
    assertEquals(List.of("pair-ratio", "pair-ratio-mean"), names(pairs));
    assertEquals(6, pairs.get(0).at("/manifest/fake-count").asInt());
    assertTrue(pairs.get(0).get("value").asDouble() > 0);
    var conditional = generator("c", new Condition.Label(3));
    Npz.empty()
        .with("z0", NdArray.of(z0, 3, 3))
        .with("z", NdArray.of(z, 3, 3))
        .with("label", NdArray.of(new long[] {2, 0, 1}, 3))
        .write(found);
    var told =
        scores(
            measure(
                Samples.labelled(folder.resolve("x.npz"), 20),
                conditional,
                "--pairs",
                found.toString(),
                "--metrics",
                "pair-ratio",
                "--by-class",
                "--json"));
    assertEquals(4 * 2, told.size());
    assertEquals(2, told.get(7).at("/manifest/fake-count").asInt());
    var few = new String[] {"--latents", found.toString(), "--count", "2", "--metrics", "fid"};
    assertEquals(Exit.DONE, measure(images, conditional, few).code());
    // A result may hold the classes of targets; this generator is told none.
    assertEquals(Exit.DONE, measure(images, model, few).code());
    Npz.empty().with("z", NdArray.of(z, 3, 3)).write(found);
    Said.misused(
        found + ": no array 'z0' among [z]", measure(images, model, "--pairs", found.toString()));
    Said.misused(
        images + " is no generator, which " + found + " is for",
        measure(images, images, "--latents", found.toString()));
    Said.misused(
        "give --latents or --pairs, not both",
        measure(images, model, "--latents", found.toString(), "--pairs", found.toString()));
    Said.misused(
        "pair-ratio needs latents in pairs, and "
            + images
            + " has none: give a generator, and pairs of latents where it is told images",
        measure(images, images, "--metrics", "pair-ratio"));
  }

  @Test
  void binsOfAnotherSizeThanTheReleasedCodeSeesAreWarnedOf() {
    var images = Samples.images(folder.resolve("x.npy"), 20).toString();
    var small = binned(images, "ndb-code(bins=3)", "pixels");
    var sentence =
        "AdvLatGAN's code takes ndb-code of pixels at 128×128; for values like its own, give"
            + " --extractor 'pixels(size=128)'";
    assertEquals(1, small.lines().filter(line -> line.equals(sentence)).count(), small);
    for (var none :
        List.of(
            binned(images, "ndb-code(bins=3)", "pixels(size=128)"),
            binned(images, "ndb(bins=3)", "pixels"))) {
      assertFalse(none.contains("128×128"), none);
    }
  }

  private static String binned(String images, String metric, String extractor) {
    var said =
        Shell.run(
            "measure",
            "--real",
            images,
            "--fake",
            images,
            "--metrics",
            metric,
            "--extractor",
            extractor);
    assertEquals(Exit.DONE, said.code(), said.err());
    return said.err();
  }

  private float[] sampled(Path model, String... more) {
    var out = folder.resolve("sampled.npy").toString();
    var words = new ArrayList<>(List.of("sample", "--model", model.toString(), "--out", out));
    words.addAll(List.of(more));
    var said = Shell.run(words.toArray(String[]::new));
    assertEquals(Exit.DONE, said.code(), said.err());
    return Npy.read(folder.resolve("sampled.npy")).floats();
  }

  private void same(JsonNode scores, Path real) throws IOException {
    var others = scores(measure(real, folder.resolve("sampled.npy"), "--metrics", "fid", "--json"));
    assertEquals(
        others.get(0).get("value").asDouble(), scores.get(0).get("value").asDouble(), 1e-9);
  }

  private String latents(String name, float... values) {
    Npy.write(folder.resolve(name), NdArray.of(values, values.length / 3, 3));
    return folder.resolve(name).toString();
  }

  /** What sample tells it, of which latent. */
  @Test
  void aGeneratorOfImagesIsToldThemInTurn() throws IOException {
    var model = generator("g", new Condition.Image(1, 4, 4));
    var real = Samples.images(folder.resolve("x.npy"), 20);
    var set = Samples.pictures(folder.resolve("told.npy"), 7, 1, 4, 4).toString();
    var drawn = scores(measure(real, model, "--conditions", set, "--metrics", "fid", "--json"));
    assertEquals(20, drawn.get(0).at("/manifest/fake-count").asInt());
    assertEquals(set, drawn.get(0).at("/manifest/fake/conditions").asText());
    assertEquals(64, drawn.get(0).at("/manifest/fake/conditions-sha256").asText().length());
    sampled(model, "--count", "20", "--conditions", set);
    same(drawn, real);
    var z = latents("z.npy", 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1);
    var how = new String[] {"--conditions", set, "--latents", z, "--metrics", "fid", "--json"};
    sampled(model, "--latents", z, "--conditions", set);
    same(scores(measure(real, model, how)), real);
  }

  @Test
  void theTwoOfAPairAreToldTheSameImage() throws IOException {
    var model = generator("g", new Condition.Image(1, 4, 4));
    var real = Samples.images(folder.resolve("x.npy"), 20);
    var set = Samples.pictures(folder.resolve("told.npy"), 2, 1, 4, 4).toString();
    var z0 = new float[] {0, 0, 1, 0, 1, 0, 1, 0, 0};
    var z = new float[] {0, .5f, 1, .5f, 1, 0, 1, .5f, 0};
    float[] first = sampled(model, "--latents", latents("z0.npy", z0), "--conditions", set);
    float[] second = sampled(model, "--latents", latents("z.npy", z), "--conditions", set);
    double apart =
        IntStream.range(0, first.length)
            .mapToDouble(i -> Math.abs(first[i] - second[i]))
            .average()
            .orElseThrow();
    var pairs = folder.resolve("pairs.npz");
    Npz.empty().with("z0", NdArray.of(z0, 3, 3)).with("z", NdArray.of(z, 3, 3)).write(pairs);
    var how = List.of("--conditions", set, "--metrics", "pair-ratio", "--json");
    var both = new ArrayList<>(List.of("--pairs", pairs.toString()));
    both.addAll(how);
    var ratio = scores(measure(real, model, both.toArray(String[]::new)));
    // One component in three differs, by a half.
    assertEquals(apart / (.5 / 3), ratio.get(0).get("value").asDouble(), 1e-5);
    Said.misused(
        "pair-ratio needs latents in pairs, and "
            + model
            + " has none: give a generator, and pairs of latents where it is told images",
        measure(real, model, how.toArray(String[]::new)));
  }

  @Test
  void oneSentenceForConditionsThatAreMissingOrSuperfluous() {
    var pictured = generator("g", new Condition.Image(1, 4, 4));
    var plain = generator("plain", new Condition.None());
    var images = Samples.images(folder.resolve("x.npy"), 20);
    var given = new String[] {"--conditions", images.toString(), "--metrics", "fid"};
    Said.misused(
        pictured + " makes images of images: give these by --conditions",
        measure(images, pictured, "--metrics", "fid"));
    Said.misused(
        plain + " takes no --conditions: it makes no images of images",
        measure(images, plain, given));
    Said.misused(
        images + " is no generator, which --conditions " + images + " is for",
        measure(images, images, given));
    var wide = Samples.pictures(folder.resolve("wide.npy"), 3, 1, 4, 5).toString();
    Said.misused(
        "conditions must be images of 1×4×4, not 1×4×5",
        measure(images, pictured, "--conditions", wide, "--metrics", "fid"));
  }
}

package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.net.Condition;

class CertifyTest {
  @TempDir private Path folder;
  private Path model;
  private Path latents;
  private Path out;

  @BeforeEach
  void prepare() {
    model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    latents = array("z.npy", NdArray.of(new float[] {0, 0, 0, 1, .5f, -1, .2f, .3f, -.4f}, 3, 3));
    out = folder.resolve("out");
  }

  private Path array(String name, NdArray array) {
    Npy.write(folder.resolve(name), array);
    return folder.resolve(name);
  }

  private Shell certify(Path model, Path latents, Object... more) {
    var words =
        new ArrayList<>(
            List.of(
                "certify",
                "--quiet",
                "--model",
                model.toString(),
                "--latents",
                latents.toString(),
                "--out",
                out.toString()));
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    return Shell.run(words.toArray(String[]::new));
  }

  private Npz certified(Shell said) {
    assertEquals(Exit.DONE, said.code(), said.err());
    return Npz.read(out.resolve("certificates.npz"));
  }

  @Test
  void certifiesLatentsAgainstTheirOwnImages() throws IOException {
    var said = certify(model, latents, "--json");
    var npz = certified(said);
    assertEquals(List.of("recovered", "recovered", "recovered"), npz.strings().get("verdict"));
    assertEquals(
        List.of(
            "rank",
            "sigma_min",
            "kappa",
            "signed_loss",
            "rounding",
            "error_bound",
            "stationarity",
            "forward_equivalents"),
        List.copyOf(npz.arrays().keySet()));
    for (var array : npz.arrays().values()) {
      assertEquals(List.of(3), array.shape());
    }
    for (long rank : npz.array("rank").orElseThrow().longs()) {
      assertEquals(3, rank);
    }
    for (double bound : npz.array("error_bound").orElseThrow().doubles()) {
      assertTrue(bound > 0 && bound <= 1e-6);
    }
    var lines = Files.readAllLines(out.resolve("certificates.jsonl"));
    assertEquals(3, lines.size());
    var line = new ObjectMapper().readTree(lines.getLast());
    assertEquals(2, line.get("latent").asInt());
    assertEquals("recovered", line.get("verdict").asText());
    var tree = new ObjectMapper().readTree(said.out());
    assertEquals(3, tree.get("latents").asInt());
    assertEquals("recovered", tree.get("verdicts").get(0).asText());
    var report = Files.readString(out.resolve("report.html"));
    assertTrue(report.contains("What the certificates hang on"));
    assertTrue(Files.exists(out.resolve("run.json")));
  }

  @Test
  void givenTargetsDecideWhatIsReconstructed() {
    var targets = folder.resolve("x.npy");
    var sampled =
        Shell.run(
            "sample",
            "--model",
            model.toString(),
            "--latents",
            latents.toString(),
            "--out",
            targets.toString());
    assertEquals(Exit.DONE, sampled.code(), sampled.err());
    var moved =
        array("m.npy", NdArray.of(new float[] {0, 0, 0, 1, .51f, -1, .2f, .3f, -.4f}, 3, 3));
    assertEquals(
        List.of("recovered", "failed", "recovered"),
        certified(certify(model, moved, "--targets", targets)).strings().get("verdict"));
  }

  @Test
  void labelsAreTheConditionOfAConditionalGenerator() {
    var conditional = Samples.generator(folder.resolve("c.safetensors"), new Condition.Label(2));
    var labels = array("labels.npy", NdArray.of(new long[] {1, 1, 0}));
    var npz = certified(certify(conditional, latents, "--labels", labels));
    assertEquals(3, npz.strings().get("verdict").size());
  }

  private void misused(String sentence, Path model, Path latents, Object... more) {
    Said.misused(sentence, certify(model, latents, more));
    assertFalse(Files.exists(out));
  }

  @Test
  void oneSentenceForWrongLatents() {
    var wide = array("wide.npy", NdArray.of(new float[8], 2, 4));
    misused(model + " takes latents of 3 components but those of " + wide + " have 4", model, wide);
    var flat = array("flat.npy", NdArray.of(new float[8]));
    misused(flat + ": latents must have shape (n, d) but have [8]", model, flat);
    var nan = array("nan.npy", NdArray.of(new float[] {0, 0, 0, 0, Float.NaN, 0}, 2, 3));
    misused(nan + ": row 1 of the latents holds NaN", model, nan);
  }

  @Test
  void oneSentenceForWrongTargets() {
    var two = Samples.images(folder.resolve("two.npy"), 2);
    misused(
        latents + " holds 3 latents but " + two + " holds 2 targets",
        model,
        latents,
        "--targets",
        two);
    var large = array("large.npy", NdArray.of(new float[3 * 64], 3, 1, 8, 8));
    misused(
        model + " makes images of 1×4×4 but those of " + large + " are 1×8×8",
        model,
        latents,
        "--targets",
        large);
    var values = new float[48];
    values[17] = Float.NaN;
    var nan = array("nan-image.npy", NdArray.of(values, 3, 1, 4, 4));
    var said = certify(model, latents, "--targets", nan);
    assertTrue(said.code() == Exit.FAILED || said.code() == Exit.MISUSED, said.err());
    assertEquals(1, said.err().lines().count(), said.err());
    assertTrue(said.err().startsWith(nan.toString()), said.err());
    assertFalse(Files.exists(out));
    var labels = array("labels.npy", NdArray.of(new long[] {0, 0, 0}));
    misused(
        "give --targets, with their labels, or --labels, not both",
        model,
        latents,
        "--targets",
        two,
        "--labels",
        labels);
  }

  @Test
  void oneSentenceForAWrongModelOrPlace() throws IOException {
    var critic = Samples.critic(folder.resolve("d.safetensors"));
    misused(critic + " is a critic, not a generator", critic, latents);
    var labelled = Samples.generator(folder.resolve("c.safetensors"), new Condition.Label(2));
    var targets = Samples.images(folder.resolve("x.npy"), 3);
    misused(
        labelled + " needs for each target one of 2 classes but " + targets + " has no labels",
        labelled,
        latents,
        "--targets",
        targets);
    Files.createDirectory(out);
    Files.createFile(out.resolve("mine"));
    Said.misused(out + " is not empty; choose another --out", certify(model, latents));
  }
}

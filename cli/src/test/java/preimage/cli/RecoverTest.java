package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

class RecoverTest {
  private static final String QUICK = "recovery(solver=adam(steps=2))";

  @TempDir private Path folder;
  private Path model;
  private Path targets;
  private Path out;

  @BeforeEach
  void prepare() {
    model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    targets = Samples.images(folder.resolve("x.npy"), 70);
    out = folder.resolve("out");
  }

  private Shell recover(Path model, Path targets, Object... more) {
    var words = new ArrayList<>(List.of("recover", "--model", model.toString()));
    words.addAll(List.of("--targets", targets.toString(), "--out", out.toString()));
    if (!Arrays.asList(more).contains("--method")) {
      words.addAll(List.of("--method", QUICK));
    }
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    return Shell.run(words.toArray(String[]::new));
  }

  private Npz recovered(Path model, Path targets, Object... more) {
    var said = recover(model, targets, more);
    assertEquals(Exit.DONE, said.code(), said.err());
    return Npz.read(out.resolve("recovered.npz"));
  }

  private Path array(String name, NdArray array) {
    Npy.write(folder.resolve(name), array);
    return folder.resolve(name);
  }

  private void misused(String sentence, Path model, Path targets, Object... more) {
    Said.misused(sentence, recover(model, targets, more));
    assertFalse(Files.exists(out));
  }

  @Test
  void aStartThatCannotBeMadeLeavesNoRecoveryBehind() {
    var wrong = recover(model, targets, "--method", "recovery(start=given(file=\"none.npy\"))");
    assertEquals(Exit.MISUSED, wrong.code(), wrong.err());
    assertTrue(wrong.err().contains("there is no file none.npy"), wrong.err());
    assertFalse(Files.exists(out));
    recovered(model, targets);
  }

  @Test
  void leavesResultsLinesAndAReportOfItsSpec() throws IOException {
    recovered(model, targets);
    var html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("solver=adam(rate=0.001, beta1=0.9, beta2=0.999, steps=2, "), "spec");
    for (var part : List.of("target", "recovered", "difference", "log₁₀ of loss", "forward-equi")) {
      assertTrue(html.contains(part), part);
    }
    assertFalse(html.contains("error of the latents"), "that nobody knows");
    assertEquals(70, Files.readAllLines(out.resolve("recovered.jsonl")).size());
    assertFalse(Files.exists(out.resolve("parts")));
  }

  @Test
  void tellsErrorsWhereTheLatentsAreKnown() throws IOException {
    var z = array("z.npy", NdArray.of(new float[] {.5f, -1, 2, 0, .25f, 1}, 2, 3));
    var x = folder.resolve("made.npy");
    Shell.run(
        "sample", "--model", model.toString(), "--latents", z.toString(), "--out", x.toString());
    var said = recover(model, x, "--latents", z, "--method", "recovery", "--json");
    assertEquals(Exit.DONE, said.code(), said.err());
    var tree = new ObjectMapper().readTree(said.out());
    for (int i = 0; i < 2; i++) {
      assertTrue(tree.get("error").get(i).asDouble() < 1e-8, said.out());
    }
    var npz = Npz.read(out.resolve("recovered.npz"));
    assertEquals(List.of(2), npz.array("error").orElseThrow().shape());
    var html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("log₁₀ of ‖z − z′‖²/d"));
    assertTrue(html.contains("error of the latents along the search"));
    assertTrue(
        recover(model, x, "--latents", z, "--method", "recovery", "--resume")
            .out()
            .contains("median latent error"));
  }

  @Test
  void resumesAndRefusesAnotherRecipe() throws IOException {
    recovered(model, targets, "--restarts", 2);
    var before = Files.readAllBytes(out.resolve("recovered.npz"));
    var again = recover(model, targets, "--restarts", 2, "--resume");
    assertEquals(Exit.DONE, again.code());
    assertEquals("all of 70 targets are done already" + System.lineSeparator(), again.err());
    assertArrayEquals(before, Files.readAllBytes(out.resolve("recovered.npz")));
    Said.misused(
        out + " holds a recovery with seed 0, not 1; choose another --out",
        recover(model, targets, "--restarts", 2, "--seed", 1, "--resume"));
    Said.misused(
        out + " is not empty; continue with --resume, or choose another --out",
        recover(model, targets));
  }

  @Test
  void takesClassNumbersForAConditionalGenerator() {
    var labelled = Samples.generator(folder.resolve("l.safetensors"), new Condition.Label(3));
    var turns = new long[70];
    Arrays.setAll(turns, i -> i % 3);
    var told = recovered(labelled, targets, "--condition", array("c.npy", NdArray.of(turns)));
    out = folder.resolve("by-labels");
    var known = recovered(labelled, Samples.labelled(folder.resolve("l.npz"), 70));
    assertArrayEquals(
        known.array("z").orElseThrow().floats(), told.array("z").orElseThrow().floats());
    assertArrayEquals(turns, told.array("label").orElseThrow().longs());
    out = folder.resolve("all");
    var tried =
        recovered(labelled, targets, "--method", "recovery(solver=adam(steps=2), classes=all)");
    long[] best = tried.array("label").orElseThrow().longs();
    assertEquals(List.of(0L, 1L, 2L), Arrays.stream(best).sorted().distinct().boxed().toList());
    out = folder.resolve("none");
    var few = array("few.npy", NdArray.of(new long[] {0, 1}));
    misused(
        targets + " has 70 images, which cannot have 2 class numbers",
        labelled,
        targets,
        "--condition",
        few);
    turns[9] = 3;
    var far = array("far.npy", NdArray.of(turns));
    misused(
        far + ": class numbers must lie in 0 … 2, not 3", labelled, targets, "--condition", far);
    misused(model + " takes no condition", model, targets, "--condition", few);
    misused(
        "with classes=all every class is tried: --condition has no use",
        labelled,
        targets,
        "--condition",
        few,
        "--method",
        "recovery(classes=all)");
  }

  @Test
  void takesImagesForAConditionalGenerator() {
    var pictured = Samples.generator(folder.resolve("p.safetensors"), new Condition.Image(1, 4, 4));
    var same = Samples.images(folder.resolve("c.npy"), 70);
    assertEquals(
        List.of(70, 3),
        recovered(pictured, targets, "--condition", same).array("z").orElseThrow().shape());
    out = folder.resolve("none");
    misused(pictured + " needs a condition image for each target", pictured, targets);
    var few = Samples.images(folder.resolve("few.npy"), 7);
    misused(
        targets + " holds 70 targets but " + few + " 7 conditions",
        pictured,
        targets,
        "--condition",
        few);
    var small = array("small.npy", NdArray.of(new float[70], 70, 1, 1, 1));
    misused(
        pictured + " takes condition images of 1×4×4 but those of " + small + " are 1×1×1",
        pictured,
        targets,
        "--condition",
        small);
  }

  @Test
  void warnsOfAGeneratorThatIgnoresItsInput() throws IOException {
    var deaf = Samples.deafGenerator(folder.resolve("deaf.safetensors"));
    var said = recover(deaf, targets, "--json");
    assertEquals(Exit.DONE, said.code());
    var sentence =
        "the generator ignores 1 of its 3 latent components (1): what is recovered there is where"
            + " the search began";
    assertEquals(deaf + ": " + sentence + System.lineSeparator(), said.err());
    assertEquals(sentence, new ObjectMapper().readTree(said.out()).get("warning").asText());
    assertTrue(Files.readString(out.resolve("report.html")).contains("Beware: the generator"));
  }

  @Test
  void divergedSamplesAreWrittenAndTold() {
    var said =
        recover(
            Samples.linearGenerator(folder.resolve("wild.safetensors")),
            targets,
            "--method",
            "recovery(solver=gradient-descent(rate=1e38, steps=3), clip=none)");
    assertEquals(Exit.DIVERGED, said.code(), said.err());
    assertTrue(said.out().contains("diverged"), said.out());
    assertEquals(70, Npz.read(out.resolve("recovered.npz")).strings().get("outcome").size());
  }

  @Test
  void oneSentenceForWrongTargets() {
    var wide = array("wide.npy", NdArray.of(new float[50], 2, 1, 5, 5));
    misused(model + " makes images of 1×4×4 but those of " + wide + " are 1×5×5", model, wide);
    var bytes = new float[32];
    bytes[20] = 200;
    var range = array("range.npy", NdArray.of(bytes, 2, 1, 4, 4));
    misused(
        range
            + ": pixels must lie in [0, 1] but image 1 holds 200.0; divide pixels of 0 to 255 by"
            + " 255",
        model,
        range);
    bytes[20] = Float.NaN;
    var nan = array("nan.npy", NdArray.of(bytes, 2, 1, 4, 4));
    misused(nan + ": pixels must lie in [0, 1] but image 1 holds NaN", model, nan);
    bytes[20] = -.5f;
    var signed = array("signed.npy", NdArray.of(bytes, 2, 1, 4, 4));
    misused(signed + ": pixels must lie in [0, 1] but image 1 holds -0.5", model, signed);
  }

  @Test
  void oneSentenceForAModelThatIsNoGenerator() {
    var classifier = Samples.classifier(folder.resolve("f.safetensors"));
    misused(classifier + " is a classifier, not a generator", classifier, targets);
    var critic = Samples.critic(folder.resolve("d.safetensors"));
    misused(critic + " is a critic, not a generator", critic, targets);
  }

  @Test
  void oneSentenceForWrongOptions() {
    misused("restarts must be at least 1 but were 0", model, targets, "--restarts", 0);
    misused("give either --targets or --data", model, targets, "--data", "mnist");
    var wide = array("z.npy", NdArray.of(new float[140], 70, 2));
    misused(
        model + " takes latents of 3 components but those of " + wide + " have 2",
        model,
        targets,
        "--latents",
        wide);
  }

  @Test
  void itsHelpNamesAllThatAMethodIsMadeOf() {
    var help = Shell.run("help", "recover").out();
    for (var topic : List.of("solvers", "starts", "races", "clips", "classes")) {
      Shell.run("list", topic)
          .out()
          .lines()
          .skip(2)
          .forEach(line -> {
            var name = line.split(" ", 2)[0];
            assertTrue(help.contains("  " + name + " "), name);
          });
    }
    assertTrue(help.contains("damped Gauss–Newton; Marquardt 1963"), "source");
    assertTrue(help.contains("      damping=0.001"), "default");
    assertTrue(help.contains("clip=standard"), "clip");
    assertEquals(help, Shell.run("recover", "--help").out());
  }
}

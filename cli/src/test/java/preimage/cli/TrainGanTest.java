package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train gan}, and {@code inspect} of what it leaves. */
class TrainGanTest {
  static final String TRAINING =
      "gan(backbone=mlp(hidden=[8]), prior=normal(dimension=3), batch=4)";

  @TempDir private Path folder;
  private Path data;
  private Path out;
  private String training = TRAINING;

  @BeforeEach
  void prepare() {
    data = Samples.labelled(folder.resolve("toy.npz"), 24);
    out = folder.resolve("out");
  }

  private Shell train(String... more) {
    var words = new ArrayList<>(List.of("train", "gan", "--data", data.toString()));
    words.addAll(List.of("--out", out.toString(), "--training", training));
    words.addAll(List.of(more));
    return Shell.run(words.toArray(String[]::new));
  }

  private void misused(String sentence, String... more) {
    Said.misused(sentence, train(more));
    assertFalse(Files.exists(out));
  }

  @Test
  void trainsAndLeavesWhatItPromises() throws IOException {
    var said = train("--steps", "25", "--quiet");
    assertEquals(
        new Shell(0, "FINISHED after 25 steps: " + out + System.lineSeparator(), ""), said);
    for (String file :
        List.of("generator.safetensors", "critic.safetensors", "report.html", "run.json")) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    var html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("A GAN on") && html.contains("25 steps of"), "the report's words");
  }

  @Test
  void countsEpochsAndSpeaksToMachines() throws IOException {
    // 24 images make 6 batches of 4, or 3 of 8.
    assertEquals(12, json(train("--epochs", "2", "--json")).get("steps").asInt());
    out = folder.resolve("larger");
    var tree = json(train("--epochs", "2", "--batch", "8", "--json"));
    assertEquals(6, tree.get("steps").asInt());
    assertEquals("FINISHED", tree.get("ended").asText());
    assertEquals(out.resolve("generator.safetensors").toString(), tree.get("generator").asText());
  }

  private static JsonNode json(Shell said) throws IOException {
    assertEquals(Exit.DONE, said.code(), said.err());
    return new ObjectMapper().readTree(said.out());
  }

  @Test
  void resumesWhatIsFinishedByChangingNothing() throws IOException {
    assertEquals(Exit.DONE, train("--steps", "5").code());
    var report = Files.getLastModifiedTime(out.resolve("report.html"));
    var model = Files.getLastModifiedTime(out.resolve("generator.safetensors"));
    Said.misused(
        out + " is not empty; continue with --resume, or choose another --out",
        train("--steps", "5"));
    assertEquals(Exit.DONE, train("--steps", "5", "--resume").code());
    assertEquals(report, Files.getLastModifiedTime(out.resolve("report.html")));
    assertEquals(model, Files.getLastModifiedTime(out.resolve("generator.safetensors")));
    var longer = train("--steps", "9", "--resume");
    assertTrue(longer.err().startsWith("going on from step 5"), longer.err());
    assertEquals(Exit.DONE, longer.code());
    Said.misused(
        out + " was trained with seed 0, not 3", train("--steps", "9", "--seed", "3", "--resume"));
  }

  @Test
  void conditionsOnTheDataSetsOwnClasses() {
    assertEquals(Exit.DONE, train("--steps", "3", "--condition", "label").code());
    var said = Shell.run("inspect", out.resolve("generator.safetensors").toString());
    assertTrue(said.out().contains("label(classes=3)"), said.out());
    data = Samples.images(folder.resolve("plain.npy"), 24);
    out = folder.resolve("plain");
    misused(data + " has no labels to condition on", "--condition", "label");
  }

  private Shell plain(String... more) {
    var words = new ArrayList<>(List.of("train", "gan", "--data", data.toString()));
    words.addAll(List.of("--out", out.toString()));
    words.addAll(List.of(more));
    return Shell.run(words.toArray(String[]::new));
  }

  private String trained() throws IOException {
    return json(Shell.run("inspect", out.toString(), "--json")).toString();
  }

  @Test
  void lossAndSearchTakeThePlaceOfTheTrainings() throws IOException {
    var said = train("--steps", "3", "--loss", "wgan-gp(weight=5)", "--latent", "qua(step=0.02)");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(trained().contains("loss=wgan-gp(weight=5)"), trained());
    assertTrue(trained().contains("latent=qua(step=0.02, steps=1"), trained());
    out = folder.resolve("code");
    var code = train("--steps", "3", "--latent", "qua(step=0.02)", "--preset", "code");
    assertEquals(Exit.DONE, code.code(), code.err());
    assertTrue(trained().contains("statistics=batch, once=true, plain=2"), trained());
  }

  @Test
  void aLossThatNeedsLabelsIsGivenThem() {
    assertEquals(Exit.DONE, train("--steps", "3", "--loss", "acgan").code());
    var said = Shell.run("inspect", out.resolve("generator.safetensors").toString());
    assertTrue(said.out().contains("label(classes=3)"), said.out());
    out = folder.resolve("none");
    misused(
        "acgan needs labels: condition must be label", "--loss", "acgan", "--condition", "none");
    data = Samples.images(folder.resolve("plain.npy"), 24);
    misused("acgan needs labels, which " + data + " does not have", "--loss", "acgan");
    Said.misused(
        "acgan needs labels, which " + data + " does not have",
        plain("--preset", "sngan-cifar10", "--loss", "acgan"));
  }

  @Test
  void aPresetWithoutAConditionLeavesALossItsLabels() {
    var shell = train("--steps", "3", "--preset", "sngan-cifar10", "--loss", "acgan");
    assertEquals(Exit.DONE, shell.code(), shell.err());
    var said = Shell.run("inspect", out.resolve("generator.safetensors").toString());
    assertTrue(said.out().contains("label(classes=3)"), said.out());
  }

  @Test
  void aPresetIsWhereARecipeBegins() throws IOException {
    data = Samples.pictures(folder.resolve("small.npy"), 70, 1, 28, 28);
    var said = plain("--preset", "wgan-gp-fashion-mnist", "--steps", "2", "--batch", "8");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(trained().contains("backbone=cnn(width=16, early=true)"), trained());
    assertTrue(trained().contains("batch=8"), trained());
    out = folder.resolve("no");
    var slip = plain("--preset", "wgan-stl1");
    assertEquals(Exit.MISUSED, slip.code());
    assertTrue(slip.err().contains("did you mean 'wgan-stl10'?"), slip.err());
  }

  @Test
  void aSearchThatWasChosenSaysHowManyLatentsTheGeneratorHas() throws IOException {
    data = Samples.pictures(folder.resolve("small.npy"), 4, 3, 32, 32);
    var said =
        plain("--preset", "dcgan-cifar10", "--latent", "qua", "--steps", "1", "--batch", "2");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(trained().contains("generator-batch=none"), trained());
    assertTrue(trained().contains("fade=1,"), "as many as there are steps: " + trained());
    out = folder.resolve("own");
    training = TRAINING.replace("batch=4", "batch=4, generator-batch=6");
    assertEquals(Exit.DONE, train("--latent", "qua", "--steps", "1").code());
    assertTrue(trained().contains("generator-batch=6"), trained());
  }

  @Test
  void aReadingNeedsSomethingToRead() {
    for (var name : List.of("paper", "code")) {
      misused(
          "preset '%s' says how --latent qua or div is read; give --latent".formatted(name),
          "--preset",
          name);
    }
  }

  @Test
  void imagesAreMadeOfImages() {
    data = Samples.pairs(folder.resolve("pairs"), 5, 8);
    var spec =
        "gan(loss=pix2pix, backbone=unet(width=4, patches=1), prior=normal(dimension=2), batch=4)";
    var said = plain("--training", spec, "--condition", "image", "--steps", "2");
    assertEquals(Exit.DONE, said.code(), said.err());
    var card = Shell.run("inspect", out.resolve("generator.safetensors").toString());
    assertTrue(card.out().contains("image(channels=3, height=8, width=8)"), card.out());
  }

  @Test
  void divergenceIsSaidAndHasItsOwnCode() {
    training = TRAINING.replace("batch=4", "batch=4, rate=1e30");
    var said = train("--steps", "50");
    assertEquals(Exit.DIVERGED, said.code());
    assertTrue(said.out().startsWith("DIVERGED after "), said.out());
    var sentence = "a loss was no longer a number at step 1, before the first checkpoint; try a";
    assertTrue(said.err().startsWith(sentence), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
    assertFalse(Files.exists(out.resolve("generator.safetensors")));
    out = folder.resolve("kept");
    var kept = train("--steps", "50", "--checkpoint-every", "1", "--batch", "24");
    assertEquals(Exit.DIVERGED, kept.code());
  }

  @Test
  void oneSentenceForEachMisuse() {
    misused("give --steps or --epochs, not both", "--steps", "3", "--epochs", "2");
    misused("steps must be at least 1 but was 0", "--steps", "0");
    misused("epochs must be at least 1 but was 0", "--epochs", "0");
    misused("batch must be at least 2, for batch norm, but was 1", "--batch", "1");
    misused("checkpoint-every must be at least 1 but was 0", "--checkpoint-every", "0");
    misused("--steps: expected a whole number but found 'ten'", "--steps", "ten");
    misused("no device 'gpu' among [cpu, cuda, auto]", "--device", "gpu");
    misused("threads must be at least 1 but was 0", "--threads", "0");
    misused(data + " holds 24 images, fewer than a batch of 25", "--batch", "25");
    assertTrue(train("--stpes", "3").err().contains("did you mean '--steps'?"));
    assertTrue(train("--condition", "lable").err().contains("did you mean 'label'?"));
  }

  @Test
  void aRateThatFallsTooSoonIsRefused() {
    training = TRAINING.replace("batch=4", "batch=4, fade=4");
    misused(
        "with fade=4 the rate is 0 before step 5: let it fade over 5, or give --steps 4",
        "--steps",
        "5");
    assertEquals(Exit.DONE, train("--steps", "3").code());
  }

  @Test
  void oneSentenceForEachWrongSpec() {
    wrongTraining("no 'gna' among [gan]; did you mean 'gan'?", "gna");
    wrongTraining("did you mean 'backbone'?", "gan(backbon=mlp)");
    wrongTraining("rate must be positive but was -1.0", "gan(rate=-1)");
    wrongTraining("dcgan makes images of 28, 32, 48 or 64 pixels, not 1×4×4", "gan(batch=4)");
  }

  private void wrongTraining(String words, String spec) {
    training = spec;
    var said = train();
    assertEquals(Exit.MISUSED, said.code());
    assertTrue(said.err().contains(words), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void whatCannotBeWrittenIsAFailure() throws IOException {
    out = Files.writeString(folder.resolve("file"), "").resolve("out");
    Said.failed("cannot write to " + out + ": Not a directory", train("--steps", "3"));
  }

  @Test
  void inspectsTheRunAndItsModels() {
    assertEquals(Exit.DONE, train("--steps", "3").code());
    var run = Shell.run("inspect", out.toString());
    assertEquals(Exit.DONE, run.code());
    assertTrue(run.out().contains("mlp(hidden=[8])"), run.out());
    var model = Shell.run("inspect", out.resolve("critic.safetensors").toString());
    assertTrue(model.out().contains("critic"), model.out());
    assertTrue(model.out().contains("sha256"), model.out());
    var checkpoint = Shell.run("inspect", out.resolve("checkpoint.safetensors").toString());
    assertTrue(checkpoint.out().contains("generator-adam.mean.0.weight"), checkpoint.out());
  }
}

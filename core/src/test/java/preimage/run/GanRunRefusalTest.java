package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.run.Toy.TRAINING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.io.NdArray;
import preimage.io.Safetensors;
import preimage.net.Condition;
import preimage.spec.Misuse;
import preimage.work.Failure;
import preimage.work.Progress;
import preimage.work.Stop;

/** What cannot be trained, or not be gone on with: one sentence, and nothing changed. */
class GanRunRefusalTest {
  private static final GanRecipe RECIPE = Toy.recipe(TRAINING, 20);

  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("run");
  }

  private static void train(GanRecipe recipe, Path folder, boolean resume, Dataset data) {
    new GanRun(recipe, new GanFolder(folder), resume, 5)
        .train(data, Progress.silent(), Stop.never());
  }

  private <E extends RuntimeException> void says(
      Class<E> kind, String sentence, Executable training) {
    var before = Toy.files(temporary);
    var said = String.valueOf(assertThrows(kind, training).getMessage());
    assertEquals(sentence, said);
    assertEquals(before, Toy.files(temporary));
  }

  private void misused(String sentence, GanRecipe recipe, boolean resume, Dataset data) {
    says(Misuse.class, sentence, () -> train(recipe, folder(), resume, data));
  }

  private void fails(String sentence) {
    says(Failure.class, sentence, () -> train(RECIPE, folder(), true, Toy.data()));
  }

  @Test
  void dataThatDoNotSuitLeaveNoFolderBehind() {
    misused("toy holds 3 images, fewer than a batch of 4", RECIPE, false, Toy.data(3, 4, 1));
    misused(
        "dcgan makes images of 28, 32, 48 or 64 pixels, not 1×4×4",
        Toy.recipe("gan(batch=4)", 20),
        false,
        Toy.data());
    misused(
        "toy has 3 classes, which a condition of 2 does not suit",
        conditional(new Condition.Label(2)),
        false,
        Toy.data());
    var unlabelled = new InMemory("toy", new Images(Toy.data().shape(), new float[160]));
    misused(
        "toy has 0 classes, which a condition of 3 does not suit",
        conditional(new Condition.Label(3)),
        false,
        unlabelled);
    misused(
        "toy holds 1×4×4, which are no pairs of an image and one of 1×4×4",
        conditional(new Condition.Image(1, 4, 4)),
        false,
        Toy.data());
    assertFalse(Files.exists(folder()));
  }

  private static GanRecipe conditional(Condition condition) {
    return new GanRecipe(Catalogs.TRAININGS.parse(TRAINING), "toy", condition, 20, 5);
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    var steps = assertThrows(Misuse.class, () -> Toy.recipe(TRAINING, 0));
    assertEquals("steps must be at least 1 but was 0", steps.getMessage());
    var every =
        assertThrows(Misuse.class, () -> new GanRun(RECIPE, new GanFolder(folder()), false, 0));
    assertEquals("checkpoint-every must be at least 1 but was 0", every.getMessage());
  }

  @Test
  void aFolderThatHoldsAnythingIsOnlyGoneOnWith() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("letter.txt"), "dear");
    misused(
        folder() + " is not empty; continue with --resume, or choose another --out",
        RECIPE,
        false,
        Toy.data());
    misused(
        folder() + " holds files of another kind; choose another --out", RECIPE, true, Toy.data());
    assertFalse(Files.exists(folder().resolve("samples")));
  }

  @Test
  void anotherRecipeIsNotGoneOnWith() {
    train(RECIPE, folder(), false, Toy.data());
    misused(
        folder() + " was trained with seed 5, not 6",
        new GanRecipe(RECIPE.training(), "toy", RECIPE.condition(), 20, 6),
        true,
        Toy.data());
    misused(
        folder() + " was trained with data toy, not other",
        new GanRecipe(RECIPE.training(), "other", RECIPE.condition(), 20, 5),
        true,
        Toy.data());
    var faster = Toy.recipe(TRAINING.replace("batch=4", "batch=4, rate=0.1"), 20);
    var words = Catalogs.TRAININGS;
    misused(
        "%s was trained with training %s, not %s"
            .formatted(
                folder(), words.describe(RECIPE.training()), words.describe(faster.training())),
        faster,
        true,
        Toy.data());
    misused(
        folder() + " was trained with condition none, not label(classes=3)",
        conditional(new Condition.Label(3)),
        true,
        Toy.data());
  }

  @Test
  void otherImagesUnderTheSameNameAreNoticed() {
    train(RECIPE, folder(), false, Toy.data());
    misused(
        folder() + " was trained on other images than toy holds now",
        RECIPE,
        true,
        Toy.data(26, 4, 2));
  }

  /** A run of 20 steps whose last checkpoint is that after step 10. */
  private GanFolder begun() {
    assertThrows(
        Breakdown.Broken.class,
        () ->
            new GanRun(RECIPE, new GanFolder(folder()), false, 5)
                .train(Toy.data(), new Breakdown(13), Stop.never()));
    return new GanFolder(folder());
  }

  @Test
  void aBrokenCheckpointIsNamed() throws IOException {
    var checkpoint = begun().checkpoint();
    var whole = Files.readAllBytes(checkpoint);
    for (int length : new int[] {0, 7, 100, whole.length - 1}) {
      Files.write(checkpoint, Arrays.copyOf(whole, length));
      var e = assertThrows(Failure.class, () -> train(RECIPE, folder(), true, Toy.data()));
      assertTrue(e.getMessage().startsWith(checkpoint.toString()), e.getMessage());
      assertEquals(1, e.getMessage().lines().count());
      assertEquals(length, Files.size(checkpoint));
    }
  }

  @Test
  void aCheckpointOfSomethingElseIsNoneOfATraining() throws IOException {
    var folder = begun();
    var saved = Safetensors.read(folder.checkpoint());
    var other = new Safetensors(Map.of(), saved.tensors());
    other.write(folder.checkpoint());
    fails(folder.checkpoint() + ": expected a checkpoint of a training");
    var fewer = new LinkedHashMap<>(saved.tensors());
    fewer.remove("critic.1.bias");
    new Safetensors(saved.metadata(), fewer).write(folder.checkpoint());
    fails(folder.checkpoint() + ": there is no tensor critic.1.bias");
    fewer.put("critic.1.bias", NdArray.of(new float[3]));
    new Safetensors(saved.metadata(), fewer).write(folder.checkpoint());
    fails(folder.checkpoint() + ": critic.1.bias must be [8] but is [3]");
  }

  @Test
  void aBrokenRecipeIsNamed() throws IOException {
    var recipe = begun().recipe();
    for (String broken : new String[] {"", "{\"training\": ", "[1]", "null"}) {
      Files.writeString(recipe, broken);
      var e = assertThrows(Failure.class, () -> train(RECIPE, folder(), true, Toy.data()));
      assertTrue(e.getMessage().startsWith(recipe + ": expected a JSON object"), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAFailure() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "");
    says(
        Failure.class,
        "cannot write to " + file + ": it is a file",
        () -> train(RECIPE, file, false, Toy.data()));
    says(
        Failure.class,
        "cannot write to " + file.resolve("run") + ": Not a directory",
        () -> train(RECIPE, file.resolve("run"), false, Toy.data()));
    says(
        Failure.class,
        "cannot write to " + file + ": it is a file",
        () -> train(RECIPE, file, true, Toy.data()));
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsAFailure() throws IOException {
    var folder = new GanFolder(folder());
    new GanRun(RECIPE, folder, false, 5).train(Toy.data(), Progress.silent(), () -> true);
    Files.createDirectories(folder.generator());
    var e = assertThrows(Failure.class, () -> train(RECIPE, folder(), true, Toy.data()));
    assertEquals("cannot write " + folder.generator() + ": it is a folder", e.getMessage());
    Files.delete(folder.generator());
    var kept = Files.readAllBytes(folder.checkpoint());
    Files.copy(folder.checkpoint(), temporary.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
    train(RECIPE, folder(), true, Toy.data());
    assertTrue(folder.published());
    assertEquals(kept.length, Files.size(folder.checkpoint()));
  }
}

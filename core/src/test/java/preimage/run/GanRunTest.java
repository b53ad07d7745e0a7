package preimage.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.run.Toy.STEPS;
import static preimage.run.Toy.TRAINING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.Version;
import preimage.io.Safetensors;
import preimage.net.Condition;
import preimage.net.Model;
import preimage.run.Ended.End;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;
import preimage.work.Stop;

class GanRunTest {
  private static final GanRecipe RECIPE = Toy.recipe(TRAINING, STEPS);

  @TempDir private Path temporary;

  private Path folder(String name) {
    return temporary.resolve(name);
  }

  private Path unbroken() {
    assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder("unbroken"), false, RECIPE));
    return folder("unbroken");
  }

  /** Says so after this many steps. */
  private static Stop after(int steps) {
    var count = new AtomicInteger();
    return () -> count.incrementAndGet() == steps;
  }

  @Test
  void leavesModelsSamplesJournalAndRecipe() {
    var files = Toy.files(unbroken()).keySet();
    assertEquals(
        List.of(
            "checkpoint.safetensors",
            "critic.safetensors",
            "generator.safetensors",
            "journal.jsonl",
            "run.json"),
        files.stream().filter(f -> !f.startsWith("samples")).toList());
    // 26 images make 6 batches of 4.
    assertEquals(
        List.of(6, 12, 18, 24, 30, 36, 42, 48, 50).stream()
            .map("samples/step-%07d.png"::formatted)
            .toList(),
        files.stream().filter(f -> f.startsWith("samples")).toList());
  }

  @Test
  void oneSeedGivesOneFolder() {
    Toy.train(folder("again"), false, RECIPE);
    assertEquals(Toy.files(unbroken()), Toy.files(folder("again")));
  }

  @Test
  void stoppedAndResumedItEndsAsIfUnbroken() {
    var folder = folder("stopped");
    var stopped = Toy.train(folder, false, RECIPE, Progress.silent(), after(23));
    assertEquals(new Ended(End.STOPPED, 23), stopped);
    assertEquals(23, new GanFolder(folder).step());
    assertFalse(new GanFolder(folder).published());
    var said = new ArrayList<String>();
    var ended = Toy.train(folder, true, RECIPE, listening(said), Stop.never());
    assertEquals(new Ended(End.FINISHED, STEPS), ended);
    assertEquals(List.of("going on from step 23"), said);
    assertEquals(Toy.files(unbroken()), Toy.files(folder));
  }

  private static Progress listening(List<String> said) {
    return new Progress() {
      @Override
      public Task start(String what, String unit, OptionalLong total) {
        return Progress.silent().start(what, unit, total);
      }

      @Override
      public void say(String sentence) {
        said.add(sentence);
      }
    };
  }

  /** Checkpoints are at 15, 30 and 45, the journal's lines at 20 and 40. */
  @Test
  void brokenAnywhereAndResumedItEndsAsIfUnbroken() throws IOException {
    var expected = Toy.files(unbroken());
    for (int step : new int[] {1, 15, 16, 20, 29, 41, 49, 50}) {
      var folder = folder("broken-" + step);
      assertThrows(
          Breakdown.Broken.class,
          () -> Toy.train(folder, false, RECIPE, new Breakdown(step), Stop.never()));
      Files.writeString(folder.resolve("journal.jsonl"), "{\"step\":", StandardOpenOption.APPEND);
      Files.writeString(folder.resolve(".01234567-89ab-cdef-0123-456789abcdef.tmp"), "half");
      assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder, true, RECIPE));
      assertEquals(expected, Toy.files(folder), "broken at " + step);
    }
  }

  @Test
  void brokenBetweenModelsAndLastCheckpointItMakesThemAgain() throws IOException {
    var expected = Toy.files(unbroken());
    var folder = new GanFolder(folder("unbroken"));
    Toy.train(folder("early"), false, RECIPE, Progress.silent(), after(30));
    Files.copy(
        folder("early").resolve("checkpoint.safetensors"),
        folder.checkpoint(),
        StandardCopyOption.REPLACE_EXISTING);
    assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder.folder(), true, RECIPE));
    assertEquals(expected, Toy.files(folder.folder()));
    Files.delete(folder.critic());
    assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder.folder(), true, RECIPE));
    assertEquals(expected, Toy.files(folder.folder()));
  }

  @Test
  void aFinishedOneThatIsResumedChangesNothing() throws IOException {
    var folder = unbroken();
    var expected = Toy.files(folder);
    var past = FileTime.fromMillis(1_000_000_000_000L);
    for (String file : expected.keySet()) {
      Files.setLastModifiedTime(folder.resolve(file), past);
    }
    assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder, true, RECIPE));
    assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder, true, Toy.recipe(TRAINING, 10)));
    assertEquals(expected, Toy.files(folder));
    for (String file : expected.keySet()) {
      assertEquals(past, Files.getLastModifiedTime(folder.resolve(file)), file);
    }
  }

  @Test
  void aFinishedOneCanBeGivenMoreSteps() {
    var folder = folder("longer");
    Toy.train(folder, false, Toy.recipe(TRAINING, 30));
    assertEquals(new Ended(End.FINISHED, STEPS), Toy.train(folder, true, RECIPE));
    var longer = Toy.files(folder);
    // The shorter one ended with a picture of its own, which the longer one has no need of.
    assertEquals(Toy.files(unbroken()), longer);
  }

  @Test
  void resumedWithoutACheckpointItStartsAnew() {
    var said = new ArrayList<String>();
    Toy.train(folder("new"), true, RECIPE, listening(said), Stop.never());
    assertEquals(List.of("no checkpoint in " + folder("new") + "; starting anew"), said);
    assertEquals(Toy.files(unbroken()), Toy.files(folder("new")));
  }

  @Test
  void theModelsKnowWhereTheyComeFrom() {
    var folder = new GanFolder(unbroken());
    try (var generator = Model.read(folder.generator());
        var critic = Model.read(folder.critic())) {
      for (var card : List.of(generator.card(), critic.card())) {
        var words = card.provenance();
        assertEquals(5, words.get("seed"));
        assertEquals(STEPS, words.get("steps"));
        assertTrue(String.valueOf(words.get("training")).contains("rate="), words.toString());
        assertEquals(Toy.data().sha256(), part(words, "dataset").get("sha256"));
        var made = part(words, "made-with");
        assertEquals(Version.current(), made.get("preimage"));
        assertTrue(made.containsKey("threads") && made.containsKey("libtorch"));
      }
    }
  }

  private static Map<?, ?> part(Map<String, Object> words, String topic) {
    return words.get(topic) instanceof Map<?, ?> map ? map : Map.of();
  }

  @Test
  void theGeneratorIsTheAverage() {
    var folder = new GanFolder(unbroken());
    var saved = Safetensors.read(folder.checkpoint()).tensors();
    var weights = Safetensors.read(folder.generator()).tensors();
    assertFalse(weights.isEmpty());
    weights.forEach((name, w) -> {
      var average = Objects.requireNonNull(saved.get("average." + name));
      assertArrayEquals(average.floats(), w.floats());
      assertEquals(average.shape(), w.shape());
    });
    try (var generator = Model.read(folder.generator()).generator()) {
      Scope.run(
          () -> assertTrue(Double.isFinite(generator.apply(Tensor.zeros(2, 3)).sum().item())));
    }
  }

  @Test
  void conditionalOnesLearnFromLabels() {
    var training = Catalogs.TRAININGS.parse(TRAINING);
    var recipe = new GanRecipe(training, "toy", new Condition.Label(3), 12, 5);
    Toy.train(folder("labels"), false, recipe);
    try (var generator = Model.read(new GanFolder(folder("labels")).generator()).generator()) {
      assertEquals(new Condition.Label(3), generator.condition());
    }
  }

  /** Weights of 10³⁰ after one step, which only the pictures of that step would show. */
  @Test
  void divergenceEndsItWithTheLastGoodCheckpointKept() {
    for (String batch : List.of("batch=4", "batch=26")) {
      var recipe = Toy.recipe(TRAINING.replace("batch=4", "rate=1e30, " + batch), STEPS);
      var folder = new GanFolder(folder(batch));
      var run = new GanRun(recipe, folder, false, 1);
      var ended = run.train(Toy.data(), Progress.silent(), Stop.never());
      assertEquals(End.DIVERGED, ended.end());
      assertFalse(folder.published());
      if (folder.saved()) {
        assertTrue(folder.step() < ended.step());
        for (var array : Safetensors.read(folder.checkpoint()).tensors().values()) {
          for (float value : array.floats()) {
            assertTrue(Float.isFinite(value));
          }
        }
      }
      var again = new GanRun(recipe, folder, true, 1);
      assertEquals(ended, again.train(Toy.data(), Progress.silent(), Stop.never()));
    }
  }

  @Test
  void aStopAtTheLastStepIsTheEnd() {
    var ended = Toy.train(folder("last"), false, RECIPE, Progress.silent(), after(STEPS));
    assertEquals(new Ended(End.FINISHED, STEPS), ended);
  }
}

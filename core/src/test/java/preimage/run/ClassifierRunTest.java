package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.net.Models;
import preimage.run.Ended.End;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Progress;
import preimage.work.Stop;

class ClassifierRunTest {
  private static final String TRAINING =
      "classifier(layers=flatten.then(linear(out=6)).then(relu), batch=4, rate=1/50)";
  private static final int STEPS = 50;

  @TempDir private Path temporary;

  private Path folder(String name) {
    return temporary.resolve(name);
  }

  /** Random images of 4×4 pixels whose class is the brightest of their first three. */
  private static Dataset data(int count, long seed) {
    var plain = Toy.data(count, 4, seed).range(0, count);
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      for (int c = 1; c < 3; c++) {
        if (plain.pixels()[i * 16 + c] > plain.pixels()[i * 16 + labels[i]]) {
          labels[i] = c;
        }
      }
    }
    return new InMemory("brightest", new Images(plain.shape(), plain.pixels(), labels));
  }

  private static ClassifierRecipe recipe(String training, long steps) {
    return new ClassifierRecipe(
        Catalogs.CLASSIFIERS.parse(training), "brightest", Optional.of("test"), steps, 5);
  }

  private static Ended train(
      Path folder, boolean resume, ClassifierRecipe recipe, Progress progress) {
    return new ClassifierRun(recipe, new ClassifierFolder(folder), resume, 15)
        .train(data(26, 1), Optional.of(data(30, 2)), progress, Stop.never());
  }

  private static Ended train(Path folder, boolean resume, long steps) {
    return train(folder, resume, recipe(TRAINING, steps), Progress.silent());
  }

  @Test
  void leavesAClassifierAndAJournalThatNotesItsAccuracy() {
    var folder = new ClassifierFolder(folder("out"));
    assertEquals(new Ended(End.FINISHED, STEPS), train(folder.folder(), false, STEPS));
    assertEquals(
        List.of("checkpoint.safetensors", "classifier.safetensors", "journal.jsonl", "run.json"),
        List.copyOf(Toy.files(folder.folder()).keySet()));
    // 26 images make 6 batches of 4.
    var looked = folder.journal().read().stream().filter(l -> l.containsKey("accuracy")).toList();
    assertEquals(
        List.of(6, 12, 18, 24, 30, 36, 42, 48, 50),
        looked.stream().map(line -> line.get("step")).toList());
    assertEquals(looked.getLast().get("accuracy"), folder.accuracy().orElseThrow());
    try (var model = Models.open(folder.classifier().toString())) {
      assertEquals(folder.accuracy().orElseThrow(), model.card().provenance().get("accuracy"));
      assertEquals(5, model.card().provenance().get("seed"));
    }
    try (var classifier = Models.classifier(folder.classifier().toString())) {
      assertEquals(3, classifier.classes());
      assertEquals(Shape.of(1, 4, 4), classifier.image());
    }
  }

  @Test
  void learnsWhatCanBeLearnt() {
    var folder = new ClassifierFolder(folder("long"));
    var run = new ClassifierRun(recipe(TRAINING, 2000), folder, false, 1000);
    run.train(data(500, 1), Optional.of(data(300, 2)), Progress.silent(), Stop.never());
    assertTrue(folder.accuracy().orElseThrow() > .9, folder.accuracy().toString());
  }

  /** Checkpoints are at 15, 30 and 45, looks at every sixth step and the last. */
  @Test
  void brokenAnywhereAndResumedItEndsAsIfUnbroken() {
    train(folder("unbroken"), false, STEPS);
    var expected = Toy.files(folder("unbroken"));
    for (int step : new int[] {1, 15, 18, 30, 41, 50}) {
      var folder = folder("broken-" + step);
      assertThrows(
          Breakdown.Broken.class,
          () -> train(folder, false, recipe(TRAINING, STEPS), new Breakdown(step)));
      assertFalse(new ClassifierFolder(folder).published());
      assertEquals(new Ended(End.FINISHED, STEPS), train(folder, true, STEPS));
      assertEquals(expected, Toy.files(folder), "broken at " + step);
    }
    assertEquals(new Ended(End.FINISHED, STEPS), train(folder("unbroken"), true, STEPS));
    assertEquals(expected, Toy.files(folder("unbroken")));
  }

  @Test
  void divergenceEndsItWithoutAClassifier() {
    var folder = new ClassifierFolder(folder("diverged"));
    var ended =
        train(
            folder.folder(),
            false,
            recipe(TRAINING.replace("rate=1/50", "rate=1e30"), STEPS),
            Progress.silent());
    assertEquals(End.DIVERGED, ended.end());
    assertFalse(folder.published());
  }

  @Test
  void oneSentenceForDataThatDoNotDo() {
    var plain = new InMemory("plain", data(26, 1).range(0, 26).withoutLabels());
    var large = Toy.data(26, 8, 1);
    refused("plain has no labels to learn, or only one", plain, Optional.empty(), TRAINING);
    refused("plain has no labels to learn, or only one", data(26, 1), Optional.of(plain), TRAINING);
    refused(
        "brightest has 3 classes of 1×4×4, toy 3 of 1×8×8: one cannot judge the other",
        data(26, 1),
        Optional.of(large),
        TRAINING);
    refused(
        "brightest holds 3 images, fewer than a batch of 4",
        data(3, 1),
        Optional.empty(),
        TRAINING);
    refused(
        "linear takes vectors, not 6×4×4; flatten first",
        data(26, 1),
        Optional.empty(),
        "classifier(layers=conv(out=6, kernel=1), batch=4)");
    assertThrows(Misuse.class, () -> recipe(TRAINING, 0));
    assertThrows(Misuse.class, () -> Catalogs.CLASSIFIERS.parse("classifier(rate=0)"));
    assertThrows(Misuse.class, () -> Catalogs.CLASSIFIERS.parse("classifier(batch=0)"));
  }

  private void refused(String sentence, Dataset data, Optional<Dataset> test, String training) {
    var folder = new ClassifierFolder(folder("refused"));
    var run = new ClassifierRun(recipe(training, STEPS), folder, false, 15);
    var e =
        assertThrows(Misuse.class, () -> run.train(data, test, Progress.silent(), Stop.never()));
    assertEquals(sentence, e.getMessage());
    assertFalse(folder.checkpoint().toFile().exists());
  }
}

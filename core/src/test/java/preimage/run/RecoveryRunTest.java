package preimage.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.latent.Recovered;
import preimage.latent.Recovery;
import preimage.net.Models;
import preimage.search.Outcome;
import preimage.work.Failure;
import preimage.work.Progress;

class RecoveryRunTest {
  private static final int COUNT = 150;

  @TempDir private Path temporary;
  private Recoveries toy;

  @BeforeEach
  void prepare() {
    toy = Recoveries.in(temporary, 4, COUNT);
  }

  private Path folder(String name) {
    return temporary.resolve(name);
  }

  /** Collects what is said. */
  private record Heard(List<String> sentences) implements Progress {
    @Override
    public Task start(String what, String unit, OptionalLong total) {
      return Progress.silent().start(what, unit, total);
    }

    @Override
    public void say(String sentence) {
      sentences.add(sentence);
    }
  }

  private List<String> said(Path out, boolean resume) {
    var heard = new Heard(new ArrayList<>());
    toy.recover(out, resume, toy.recipe(), heard);
    return heard.sentences;
  }

  @Test
  void holdsWhatTheLibraryFinds() {
    var recipe = toy.recipe();
    var results = toy.recover(folder("out"), false, recipe);
    Recovered expected;
    try (var generator = Models.generator(recipe.model())) {
      var images = recipe.targets().range(0, COUNT);
      expected = recipe.method().recover(generator, images, 5);
    }
    var npz = Npz.read(results.file());
    var names = List.of("z", "image", "loss", "steps", "forward_equivalents", "rank", "sigma_min");
    assertEquals(names, List.copyOf(npz.arrays().keySet()).subList(0, names.size()));
    assertEquals(expected.verdicts(), results.verdicts());
    var z = npz.array("z").orElseThrow();
    assertEquals(List.of(COUNT, 3), z.shape());
    for (int i = 0; i < COUNT; i++) {
      assertEquals(expected.z()[i][1], z.floats()[3 * i + 1]);
    }
    assertEquals(List.of(COUNT, 1, 4, 4), npz.array("image").orElseThrow().shape());
    assertArrayEquals(expected.images().pixels(), npz.array("image").orElseThrow().floats());
    assertArrayEquals(expected.loss(), results.loss());
    assertArrayEquals(expected.costs(), results.costs());
    assertEquals(expected.outcomes(), results.outcomes());
    assertEquals(COUNT, results.count());
    assertArrayEquals(new double[0], results.error());
    assertArrayEquals(expected.images().slice(0, 9).pixels(), results.images(9).pixels());
    assertEquals(COUNT, results.images(1000).count());
  }

  @Test
  void writesALineForEachTargetAndTheFirstCurves() {
    var out = folder("out");
    var results = toy.recover(out, false, toy.recipe());
    var lines = new Journal(new RecoveryFolder(out).lines()).read();
    assertEquals(COUNT, lines.size());
    var keys = List.of("target", "loss", "steps", "forward_equivalents", "rank", "sigma_min");
    assertEquals(keys, List.copyOf(lines.get(77).keySet()).subList(0, keys.size()));
    assertEquals(results.verdicts().get(77).toString(), lines.get(77).get("verdict"));
    assertEquals(77, lines.get(77).get("target"));
    assertEquals(results.loss()[77], lines.get(77).get("loss"));
    assertEquals("STEPS_SPENT", lines.get(77).get("outcome"));
    var traces = new RecoveryFolder(out).traces();
    assertEquals(12, traces.size());
    assertEquals(results.costs()[3], traces.get(3).cost()[traces.get(3).count() - 1]);
    assertEquals(0, traces.get(3).error().length);
    assertEquals(
        List.of("curves.jsonl", "recovered.jsonl", "recovered.npz", "run.json"),
        List.copyOf(Toy.files(out).keySet()));
  }

  @Test
  void measuresErrorsAgainstTrueLatents() {
    try (var truth = TrueLatents.open(toy.latents())) {
      var exact = toy.recipe("recovery(restarts=2)", toy.recipe().targets(), 5, Optional.of(truth));
      var results = toy.recover(folder("exact"), false, exact);
      var z = Npz.read(results.file()).array("z").orElseThrow().floats();
      var known = Npy.read(toy.latents()).floats();
      double[] error = results.error();
      assertEquals(COUNT, error.length);
      for (int i = 0; i < COUNT; i++) {
        double expected = 0;
        for (int j = 3 * i; j < 3 * i + 3; j++) {
          expected += Math.pow((double) z[j] - known[j], 2) / 3;
        }
        assertEquals(expected, error[i], 1e-15);
        assertTrue(error[i] < 1e-8);
      }
      for (var trace : new RecoveryFolder(folder("exact")).traces()) {
        assertEquals(trace.count(), trace.error().length);
        assertTrue(trace.error()[0] > 1e-6 && trace.error()[trace.count() - 1] < 1e-8);
      }
    }
  }

  @Test
  void brokenOffAnywhereAndResumedItIsAsIfUnbroken() {
    var unbroken = folder("unbroken");
    toy.recover(unbroken, false, toy.recipe());
    // Within a chunk, between two, and behind the last, before the parts are joined.
    int chunk = Recovery.chunk(COUNT);
    for (int at : new int[] {0, chunk, 3 * chunk, COUNT}) {
      var out = folder("broken-at-" + at);
      assertThrows(
          Breakdown.Broken.class, () -> toy.recover(out, false, toy.recipe(), new Breakdown(at)));
      assertFalse(Files.exists(new RecoveryFolder(out).results()));
      // The moment after a chunk is told of twice, behind it and at the next one's first step.
      var expected =
          at == 0
              ? "no target is done in " + out + " yet; starting anew"
              : at + " of 150 targets are done already; going on";
      assertEquals(List.of(expected), said(out, true));
      assertEquals(Toy.files(unbroken), Toy.files(out));
    }
  }

  @Test
  void whatAStartLearnsIsTheSameAfterwards() {
    var learning = "recovery(start=ridge(samples=50), solver=lm(steps=3))";
    var recipe = toy.recipe(learning, toy.recipe().targets(), 5, Optional.empty());
    toy.recover(folder("unbroken"), false, recipe);
    assertThrows(
        Breakdown.Broken.class,
        () -> toy.recover(folder("out"), false, recipe, new Breakdown(Recovery.chunk(COUNT))));
    toy.recover(folder("out"), true, recipe);
    assertEquals(Toy.files(folder("unbroken")), Toy.files(folder("out")));
  }

  @Test
  void aFinishedRunStaysAsItIs() throws IOException {
    var out = folder("out");
    toy.recover(out, false, toy.recipe());
    var before = Toy.files(out);
    var written = Files.getLastModifiedTime(out.resolve("recovered.npz"));
    assertEquals(List.of("all of 150 targets are done already"), said(out, true));
    assertEquals(before, Toy.files(out));
    assertEquals(written, Files.getLastModifiedTime(out.resolve("recovered.npz")));
    // Killed while the parts were being removed.
    Files.createDirectories(out.resolve("parts"));
    var last = "from-%010d.npz".formatted(3 * Recovery.chunk(COUNT));
    Files.createFile(out.resolve("parts").resolve(last));
    said(out, true);
    assertEquals(before, Toy.files(out));
    assertFalse(Files.exists(out.resolve("parts")));
  }

  @Test
  void aWriteThatFailsLeavesWhatIsDone() throws IOException {
    var unbroken = folder("unbroken");
    toy.recover(unbroken, false, toy.recipe());
    var out = folder("out");
    // As a full disk would: the join cannot be written.
    var obstacle = Files.createDirectories(out.resolve("recovered.npz").resolve("obstacle"));
    new RecoveryFolder(out).prepare(toy.recipe().words());
    var failure = assertThrows(Failure.class, () -> toy.recover(out, true, toy.recipe()));
    assertEquals(
        "cannot write " + out.resolve("recovered.npz") + ": it is a folder", failure.getMessage());
    Files.delete(obstacle);
    Files.delete(out.resolve("recovered.npz"));
    assertEquals(List.of("150 of 150 targets are done already; going on"), said(out, true));
    assertEquals(Toy.files(unbroken), Toy.files(out));
  }

  @Test
  void divergenceIsAnOutcomeOfItsSample() {
    toy.writeGenerator("");
    var wild = "recovery(solver=gradient-descent(rate=1e38, steps=3), clip=none)";
    var recipe = toy.recipe(wild, toy.recipe().targets(), 5, Optional.empty());
    var results = toy.recover(folder("out"), false, recipe);
    assertTrue(results.outcomes().contains(Outcome.DIVERGED));
    assertEquals(COUNT, results.count());
    assertEquals(COUNT, new Journal(folder("out").resolve("recovered.jsonl")).read().size());
  }
}

package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.reproduce.ChoRestriction.Size;
import preimage.run.GridFolder;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.work.Progress;

/** Cho's recovery with a generator that takes a moment. */
class ChoTest {
  private static final Size SIZE =
      new Size("gan(backbone=mlp(hidden=[8]), prior=normal(dimension=40), batch=4)", 20, 3);

  @TempDir private Path temporary;

  private static Plan plan(Optional<String> model) {
    return new Plan(Scale.REDUCED, 1, model, ChoTest::data);
  }

  /** Random images of 1×6×6, other ones for {@code mnist:test}. */
  private static Dataset data(String set) {
    var shape = Shape.of(1, 6, 6);
    long seed = set.equals("mnist") ? 1 : 2;
    var pixels = Scope.call(() -> Rng.of(seed).uniform(shape, 0, 1, Rng.samples(0, 12)).toArray());
    return new InMemory(set, new Images(shape, pixels));
  }

  private ReproductionRun run(String folder, Plan plan) {
    var place = new GridFolder(temporary.resolve(folder));
    return new ReproductionRun(new ChoRestriction(SIZE, SIZE), plan, place, false);
  }

  @SuppressWarnings("unchecked")
  private static double distance(Document document, String method) {
    var tables = (List<Map<String, Object>>) document.tree().get("tables");
    var rows = new ArrayList<>((List<Map<String, Object>>) tables.getFirst().get("rows"));
    rows.removeIf(row -> !row.containsValue(method));
    return (double) rows.getFirst().get("distance to the prior");
  }

  @Test
  void trainsAGeneratorAndRecoversWithAndWithoutTheRestriction() {
    var run = run("whole", plan(Optional.empty()));
    var document = run.fill(cell -> true, Progress.silent());
    double start = distance(document, "no update");
    // Of 40 normal numbers the distance to the distribution is about .15.
    assertTrue(start > .05 && start < .35, document::markdown);
    double free = distance(document, "ours, no restriction");
    double restricted = distance(document, "ours, Wasserstein-1, α = 1");
    assertTrue(restricted < free / 2, document::markdown);
    assertTrue(document.markdown().contains("| 55.3 % |"), document::markdown);
    assertTrue(document.report().html().contains("The first targets."));

    var model = run.folder().cells().resolve("generator-seed0").resolve("generator.safetensors");
    var given = run("given", plan(Optional.of(model.toString())));
    var again = given.fill(cell -> cell.startsWith("start"), Progress.silent());
    assertEquals(start, distance(again, "no update"), 1e-12);
    assertTrue(again.markdown().contains("3 test images by " + model), again::markdown);
  }

  @Test
  void fillsFirstWhatACellNeeds() {
    var run = run("early", plan(Optional.empty()));
    run.fill(cell -> cell.startsWith("w1"), Progress.silent());
    assertTrue(Files.exists(run.folder().cells().resolve("generator-seed0.json")));
    assertTrue(Files.exists(run.folder().cells().resolve("w1-seed0-0000.json")));
    assertFalse(Files.exists(run.folder().cells().resolve("start-seed0-0000.json")));
  }
}

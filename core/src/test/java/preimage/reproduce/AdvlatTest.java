package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.reproduce.AdvlatPlane.Size;
import preimage.run.GridFolder;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.work.Progress;

/** AdvLatGAN's tables and figures on networks that take a moment. */
class AdvlatTest {
  @TempDir private Path temporary;

  private Document fill(Reproduction reproduction, Plan plan) {
    var folder = new GridFolder(temporary.resolve(reproduction.name()));
    return new ReproductionRun(reproduction, plan, folder, false)
        .fill(cell -> true, Progress.silent());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Document document, int table) {
    var tables = (List<Map<String, Object>>) document.tree().get("tables");
    return (List<Map<String, Object>>) tables.get(table).get("rows");
  }

  @Test
  void modesKnowTheirOwnPoints() {
    for (var modes : List.of(Modes.ring(), Modes.grid())) {
      double[] points = Scope.call(() -> modes.draw(Rng.of(1), Rng.samples(0, 5_000)).toDoubles());
      var fit = modes.fit(points, modes.three());
      // The length of a normal pair is below 3σ with probability 1 − e^(−9/2).
      assertEquals(1 - Math.exp(-4.5), fit.near(), .01);
      assertEquals(modes.centres().size(), fit.covered());
      assertEquals(modes.sigma() * Math.sqrt(2 * Math.log(2)), fit.distance(), modes.sigma() * .1);
      var off = modes.fit(Arrays.stream(points).map(x -> x + .5).toArray(), .1);
      assertEquals(0, off.near());
      assertEquals(0, off.covered());
    }
    assertEquals(
        List.of(-2., 2 * Math.cos(Math.PI / 2)),
        List.of(Modes.ring().centres().get(4).get(0), Modes.ring().centres().get(2).get(0)));
    var one = Modes.ring().fit(new double[] {2, 0, 2, 0, 0, 0}, .01);
    assertEquals(2. / 3, one.near());
    assertEquals(1, one.covered());
  }

  @Test
  void ringLooksAtEachStage() {
    var size = new Size(20, Optional.of(40), 12, List.of(2, 30));
    var ring = new AdvlatPlane("advlat-ring", "figures", Modes.ring(), size, size);
    var document = fill(ring, Toys.plan(Scale.REDUCED, 2));
    var moved =
        ring.jobs(Toys.plan(Scale.REDUCED, 1)).stream()
            .filter(job -> !job.name().startsWith("nets"))
            .toList();
    assertEquals(4, moved.size());
    moved.forEach(job -> assertEquals(List.of("nets-seed0"), job.needs(), job.name()));
    var rows = rows(document, 0);
    assertEquals(4, rows.size());
    assertEquals("after 20 iterations", rows.get(0).get("generator"));
    assertEquals("the same, latents moved 30 steps", rows.get(2).get("generator"));
    assertEquals("after 40 iterations", rows.get(3).get("generator"));
    assertTrue(rows.get(0).get("median distance") instanceof Map<?, ?>, "a spread over two seeds");
    assertTrue(
        document.markdown().contains("than a long training, within 0.1: "), document.markdown());
  }

  @Test
  void gridHasNoLongTrainingAndNoForeignModel() {
    var size = new Size(10, Optional.empty(), 6, List.of(3));
    var grid = new AdvlatPlane("advlat-grid", "grid", Modes.grid(), size, size);
    var document = fill(grid, Toys.plan(Scale.REDUCED, 1));
    assertEquals(2, rows(document, 0).size());
    assertTrue(document.markdown().contains("reach a mode, within 0.0075: "), document.markdown());
    var plan = Toys.plan(temporary.resolve("g.safetensors"));
    assertEquals(
        "advlat-grid trains its own generator of points; it takes no --model",
        assertThrows(Misuse.class, () -> grid.words(plan)).getMessage());
  }

  @Test
  void figure4FollowsTheScoreOfABatch() {
    var size =
        new AdvlatFigure4.Size(
            "gan(backbone=mlp(hidden=[8]), prior=normal(dimension=4), batch=4)", 12, 5, 20);
    var plan = new Plan(Scale.REDUCED, 1, Optional.empty(), AdvlatTest::data);
    var document = fill(new AdvlatFigure4(size, size), plan);
    var rows = rows(document, 0);
    assertEquals(3, rows.size());
    for (var row : rows) {
      assertEquals((double) rows.getFirst().get("step 0"), (double) row.get("step 0"), 1e-6);
      assertTrue((double) row.get("step 20") > (double) row.get("step 0"), document.markdown());
    }
    assertTrue(document.markdown().contains("shows here (from "), document.markdown());
  }

  private static Dataset data(String set) {
    var shape = Shape.of(1, 6, 6);
    var pixels = Scope.call(() -> Rng.of(2).uniform(shape, 0, 1, Rng.samples(0, 12)).toArray());
    return new InMemory(set, new Images(shape, pixels));
  }

  @Test
  void table1FindsPairsThatAreNearerAndFurther() {
    var plan = Toys.plan(Toys.generator(temporary.resolve("g.safetensors")));
    var document = fill(new AdvlatTable1(70, 70, List.of(3, 60)), plan);
    var rows = rows(document, 0);
    var together = "brought together, equation 8";
    assertEquals(.241, rows.get(0).get(together));
    assertEquals(4.023, rows.get(0).get("driven apart"));
    double start = (double) rows.get(2).get(together);
    double near = (double) rows.get(3).get(together);
    assertTrue(near < start, document.markdown());
    assertTrue((double) rows.get(4).get(together) < near, document.markdown());
    double apart = (double) rows.get(3).get("driven apart");
    assertTrue(apart > start, document.markdown());
    assertTrue((double) rows.get(4).get("driven apart") > apart, document.markdown());
    var begins = "the second of each pair starts where N(0, .08²) leads from the first.";
    assertTrue(document.markdown().contains(begins), document.markdown());
  }

  /** A picture of two squares of 2 pixels side by side. */
  private static void pair(Path file, int colour) {
    var both = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
    both.setRGB(3, 1, colour);
    try {
      ImageIO.write(both, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void table1RemembersTheImagesThatAGeneratorIsGiven() {
    pair(temporary.resolve("0.png"), 0xff0000);
    var model = Toys.generator(temporary.resolve("g.safetensors"), temporary);
    var plan = Toys.plan(model);
    var table1 = new AdvlatTable1(4, 4, List.of(1));
    assertTrue(fill(table1, plan).markdown().contains("conditions-sha256"));
    pair(temporary.resolve("0.png"), 0x00ff00);
    var folder = new GridFolder(temporary.resolve(table1.name()));
    var again = new ReproductionRun(table1, plan, folder, true);
    var refused =
        assertThrows(Misuse.class, () -> again.fill(cell -> true, Progress.silent())).getMessage();
    assertTrue(refused.startsWith(folder.folder() + " was made with conditions-sha256 "), refused);
  }
}

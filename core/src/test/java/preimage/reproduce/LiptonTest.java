package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.run.GridFolder;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** Lipton and Tripathi's tables and figures on a generator that takes a moment. */
class LiptonTest {
  @TempDir private Path temporary;
  private Plan plan = Toys.plan(Scale.REDUCED, 1);

  @BeforeEach
  void prepare() {
    plan = Toys.plan(Toys.generator(temporary.resolve("g.safetensors")));
  }

  private Document fill(Reproduction reproduction) {
    var folder = new GridFolder(temporary.resolve(reproduction.name()));
    return new ReproductionRun(reproduction, plan, folder, false)
        .fill(cell -> true, Progress.silent());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> row(Document document, int table, Object... words) {
    var tables = (List<Map<String, Object>>) document.tree().get("tables");
    var rows = new ArrayList<>((List<Map<String, Object>>) tables.get(table).get("rows"));
    rows.removeIf(row -> !row.values().containsAll(List.of(words)));
    assertEquals(1, rows.size(), () -> List.of(words) + " in " + tables);
    return rows.getFirst();
  }

  @Test
  void table1CountsWhatIsRecovered() {
    var effort = new Effort(66, 30);
    var document = fill(new LiptonTable1(effort, effort));
    var none = row(document, 0, "no clipping", "reduced scale");
    assertEquals(66., none.get("targets"));
    assertEquals(60, (double) none.get("forward-equivalents"), 2);
    var ours = row(document, 0, "ours", "reduced scale");
    assertEquals(1., ours.get("< 1e-10"));
    var published = row(document, 0, "standard clipping", "the paper");
    assertEquals(.984, published.get("< 1e-4"));
    assertTrue(document.markdown().contains("66 samples, 30 updates"), document.markdown());
  }

  @Test
  void figure1ShowsTheSearchFromItsStart() {
    var document = fill(new LiptonFigure1(3, List.of(0, 5, 50)));
    double start = (double) row(document, 0, "start").get("image error");
    double early = (double) row(document, 0, "after 5").get("image error");
    double late = (double) row(document, 0, "after 50").get("image error");
    assertTrue(start > early && early > late, document::markdown);
    assertTrue(document.report().html().contains("The search for 3 generated images"));
    var two = Toys.plan(Scale.REDUCED, 2);
    var refused = assertThrows(Misuse.class, () -> new LiptonFigure1().words(two));
    assertEquals("lipton-figure1 shows one seed, not 2", refused.getMessage());
  }

  @Test
  void figure2HasMoreErrorWithMoreNoise() {
    var effort = new Effort(4, 20);
    var document = fill(new LiptonFigure2(effort, effort, List.of(1e-3, .1)));
    double quiet = (double) row(document, 0, 1e-3).get("ours");
    double noisy = (double) row(document, 0, .1).get("ours");
    assertTrue(quiet > 0 && quiet < noisy / 10, document::markdown);
    assertTrue(document.markdown().contains("as variance to the power of"), document::markdown);
  }

  @Test
  void table2IsRefusedForAnotherSizeOfImages() {
    var misuse = assertThrows(Misuse.class, () -> fill(new LiptonTable2()));
    assertTrue(
        misuse.getMessage().contains("1×28×28, but " + plan.model().orElseThrow()),
        misuse.getMessage());
  }

  @Test
  void table2MeasuresHowFarLatentsAreApart() {
    var latents = List.of(new float[] {0, 0}, new float[] {3, 4}, new float[] {0, 0});
    assertEquals((2.5 + 2.5 + 0) / 3, LiptonTable2.spread(latents), 1e-12);
    assertEquals(Double.NaN, LiptonTable2.spread(latents.subList(0, 1)));
  }
}

package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.run.GridFolder;
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
  private static Map<String, Object> row(Document document, int table, String first, String here) {
    var tables = (java.util.List<Map<String, Object>>) document.tree().get("tables");
    var rows = new ArrayList<>((java.util.List<Map<String, Object>>) tables.get(table).get("rows"));
    rows.removeIf(row -> !row.containsValue(first) || !row.containsValue(here));
    assertEquals(1, rows.size(), () -> first + " in " + tables);
    return rows.getFirst();
  }

  @Test
  void table1CountsWhatIsRecovered() {
    var effort = new Effort(66, 300);
    var document = fill(new LiptonTable1(effort, effort));
    var none = row(document, 0, "no clipping", "reduced scale");
    assertEquals(66., none.get("targets"));
    assertEquals(600., (double) none.get("forward-equivalents"), 10);
    var ours = row(document, 0, "ours", "reduced scale");
    assertEquals(1., ours.get("< 1e-10"));
    var published = row(document, 0, "standard clipping", "the paper");
    assertEquals(.984, published.get("< 1e-4"));
    assertTrue(document.markdown().contains("66 samples, 300 updates"), document.markdown());
  }
}

package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.net.Condition;

class ReproduceTest {
  @TempDir private Path folder;
  private Path model = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void prepare() {
    model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    out = folder.resolve("out");
  }

  private Shell reproduce(String name, String... more) {
    var words = new ArrayList<>(List.of("reproduce", name, "--out", out.toString()));
    words.addAll(List.of("--model", model.toString()));
    words.addAll(List.of(more));
    return Shell.run(words.toArray(String[]::new));
  }

  @Test
  void fillsWhatIsWantedAndSaysWhereThePageIs() throws IOException {
    var said = reproduce("lipton-figure1", "--only", "after-100", "--quiet");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertEquals("", said.err());
    assertTrue(said.out().contains("after 100"), said.out());
    assertTrue(said.out().endsWith(out.resolve("report.html") + "\n"), said.out());
    for (String file : List.of("run.json", "table.md", "table.json", "report.html")) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    var again = reproduce("lipton-figure1", "--only", "after-100", "--resume", "--json");
    assertEquals("1 of 3 cells were filled before\n", again.err());
    var tree = new ObjectMapper().readTree(again.out());
    assertEquals(new ObjectMapper().readTree(out.resolve("table.json").toFile()), tree);
    assertEquals("reduced", tree.get("scale").asText());
  }

  @Test
  void patternsNameCells() {
    var said = reproduce("lipton-figure1", "--only", "^after-(?!1|20)", "--quiet");
    assertEquals(Exit.DONE, said.code(), said.err());
    var again = reproduce("lipton-figure1", "--only", "after-0$", "--resume");
    assertTrue(again.err().startsWith("1 of 3 cells were filled before\n"), again.err());
    Said.misused(
        "--only: expected a regular expression but found 'after-['",
        reproduce("lipton-figure1", "--only", "after-["));
  }

  @Test
  void oneSentenceForWhatCannotBe() {
    Said.misused(
        "no 'lipton-table9' among " + names() + "; did you mean 'lipton-table1'?",
        reproduce("lipton-table9"));
    Said.misused(
        "no 'papre' among [reduced, paper]; did you mean 'paper'?",
        reproduce("lipton-table1", "--scale", "papre"));
    Said.misused("seeds must be at least 1 but was 0", reproduce("lipton-table1", "--seeds", "0"));
    Said.misused(
        "lipton-table2 recovers a test image of Fashion-MNIST, 1×28×28, but "
            + model
            + " makes images of 1×4×4",
        reproduce("lipton-table2"));
    assertFalse(Files.exists(out));
  }

  private static List<String> names() {
    return Shell.run("list", "reproductions")
        .out()
        .lines()
        .skip(2)
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }
}

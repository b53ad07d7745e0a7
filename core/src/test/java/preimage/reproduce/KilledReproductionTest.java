package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed in the middle of a cell. */
class KilledReproductionTest {
  @TempDir private Path temporary;
  private Path model = Path.of("");

  @BeforeEach
  void prepare() {
    model = Toys.generator(temporary.resolve("g.safetensors"));
  }

  private Process child(Path folder, int filled) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            ReproductionProcess.class.getName(),
            model.toString(),
            folder.toString(),
            String.valueOf(filled));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** All that it says until it is done, or held and then killed. */
  private List<String> run(Path folder, int filled) throws IOException, InterruptedException {
    var said = new ArrayList<String>();
    var child = child(folder, filled);
    try (BufferedReader out = child.inputReader()) {
      var line = out.readLine();
      while (line != null && !line.equals("held")) {
        said.add(line);
        line = out.readLine();
      }
      if (line != null) {
        child.destroyForcibly();
      }
    }
    assertEquals(filled == 0, child.waitFor() == 0, said::toString);
    return said;
  }

  @Test
  void killedTwiceAndResumedItGivesTheSameTables() throws IOException, InterruptedException {
    var unbroken = temporary.resolve("unbroken");
    run(unbroken, 0);
    var killed = temporary.resolve("killed");
    run(killed, 3);
    assertFalse(
        Files.readString(killed.resolve("table.md")).contains("| ours | reduced scale | 66"));
    run(killed, 6);
    var said = run(killed, 0);
    assertEquals("6 of 8 cells were filled before", said.getFirst());
    assertTrue(said.contains("filling cell ours-seed0-0064 (2 of 2)"), said::toString);
    for (String file : List.of("table.md", "table.json", "report.html")) {
      assertEquals(
          Files.readString(unbroken.resolve(file)), Files.readString(killed.resolve(file)), file);
    }
  }
}

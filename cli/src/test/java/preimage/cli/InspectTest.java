package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
  @TempDir private Path folder;

  private static void hints(String name, String word) {
    var said = Shell.run("inspect", word);
    assertEquals(Exit.MISUSED, said.code());
    assertTrue(said.err().startsWith("no file or folder '" + word + "' and no such model"));
    assertTrue(said.err().endsWith("; did you mean '" + name + "'?" + System.lineSeparator()));
  }

  @Test
  void suggestsModelsAndDataSets() {
    hints("fashion-dcgan", "fashion-dcgn");
    hints("fashion-mnist", "fashion-mnits:test[0:9]");
    var far = Shell.run("inspect", folder.resolve("none").toString());
    assertTrue(far.err().startsWith("no file or folder '" + folder), far.err());
  }

  @Test
  void whatIsThereIsInspected() {
    var file = Samples.images(folder.resolve("x.npy"), 3);
    assertEquals(Exit.DONE, Shell.run("inspect", file + ":1x2x2[0:2]").code());
  }
}

package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.Npy;

/** {@code import}, and {@code inspect} of what it reads and leaves. */
class ImportTest {
  private static final Path FIXTURES =
      Path.of("..", "core", "src", "test", "resources", "preimage", "net");
  private static final String CARD =
      """
      {"kind": "generator", "prior": "normal(dimension=4)", "range": [-1, 1],
       "layers": "deconv(out=6, kernel=3, bias=false).then(batch-norm).then(relu)\
      .then(deconv(out=1, kernel=4, stride=2, pad=1)).then(tanh)",
       "prefix": "state_dict.module."}
      """;

  @TempDir private Path folder;

  private Shell imported(String card, String weights, String... more) throws IOException {
    var file = Files.writeString(folder.resolve("card.json"), card);
    Files.copy(FIXTURES.resolve(weights), weights(weights), StandardCopyOption.REPLACE_EXISTING);
    var words = new ArrayList<>(List.of("import", "--architecture"));
    words.addAll(List.of(file.toString(), "--weights", weights(weights).toString()));
    words.addAll(List.of("--out", out().toString()));
    words.addAll(List.of(more));
    return Shell.run(words.toArray(String[]::new));
  }

  private Path weights(String name) {
    return folder.resolve(name);
  }

  private Path out() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void makesAModelThatSamplesAndInspectionKnows() throws IOException {
    var said = imported(CARD, "generator-legacy.pt");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("1×6×6"), said.out());
    assertEquals(said, Shell.run("inspect", out().toString()));
    var grid = folder.resolve("x.npy");
    var sampled =
        Shell.run("sample", "--model", out().toString(), "--count", "2", "--out", grid.toString());
    assertEquals(Exit.DONE, sampled.code(), sampled.err());
    assertEquals(72, Npy.read(grid).count());
  }

  @Test
  void speaksToMachines() throws IOException {
    var tree = new ObjectMapper().readTree(imported(CARD, "generator-zip.pt", "--json").out());
    assertEquals("generator", tree.get("kind").asText());
    // 4·6·9 + 6 + 6 + 6·16 + 1 learned values.
    assertEquals(4 * 6 * 9 + 12 + 6 * 16 + 1, tree.get("parameters").asInt());
  }

  @Test
  void aTorchScriptModuleNeedsNoLayers() throws IOException {
    var card =
        "{\"kind\": \"generator\", \"prior\": \"normal(dimension=4)\", \"range\": [-1, 1],"
            + " \"image\": \"1x6x6\"}";
    var said = imported(card, "generator-script.pt");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("a TorchScript module"), said.out());
  }

  @Test
  void inspectsACheckpoint() throws IOException {
    assertEquals(Exit.DONE, imported(CARD, "generator-zip.pt").code());
    var said = Shell.run("inspect", weights("generator-zip.pt").toString());
    assertTrue(said.out().contains("state_dict.module.1.weight"), said.out());
    assertTrue(said.out().contains("float32 4×6×3×3"), said.out());
  }

  @Test
  void oneSentenceForEachMisuse() throws IOException {
    misused(
        weights("generator-zip.pt")
            + ": expected weight 0.weight of 4×7×3×3 but found '1.weight' of [4, 6, 3, 3]",
        CARD.replace("out=6", "out=7"));
    misused("no 'generatr'", CARD.replace("\"kind\": \"generator\"", "\"generatr\": 1"));
    misused("did you mean 'range'?", CARD.replace("range", "rang"));
    misused("card.json: expected a JSON object", CARD.substring(0, 40));
    misused("did you mean 'deconv'?", CARD.replace("\"deconv", "\"decnov"));
    assertTrue(
        Shell.run("import", "--weights", "x", "--out", "y")
            .err()
            .startsWith("preimage import needs --architecture FILE.json"));
    assertTrue(imported(CARD, "generator-zip.pt", "--wieghts", "x").err().contains("'--weights'?"));
  }

  private void misused(String words, String card) throws IOException {
    var said = imported(card, "generator-zip.pt");
    assertEquals(Exit.MISUSED, said.code(), said.err());
    assertTrue(said.err().contains(words), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
    assertFalse(Files.exists(out()));
  }

  @Test
  void oneSentenceForEachFailure() throws IOException {
    var said = imported(CARD.replace("state_dict.", "model."), "generator-zip.pt");
    assertEquals(Exit.FAILED, said.code());
    assertTrue(said.err().contains("no tensor begins with 'model.module.'"), said.err());
    var missing = folder.resolve("missing");
    Said.misused(
        "there is no file " + missing,
        Shell.run(
            "import",
            "--architecture",
            missing.toString(),
            "--weights",
            "x",
            "--out",
            "y.safetensors"));
    for (String what : new String[] {"missing.npy", "missing.safetensors", "missing.pt"}) {
      var file = folder.resolve(what);
      Said.misused("there is no file " + file, Shell.run("inspect", file.toString()));
    }
  }

  @Test
  void anOutputThatIsNoModelsNameIsRefused() throws IOException {
    var said = imported(CARD, "generator-zip.pt");
    assertEquals(Exit.DONE, said.code());
    Said.misused(
        "--out must end with .safetensors but was " + folder.resolve("model.pt"),
        Shell.run(
            "import",
            "--architecture",
            folder.resolve("card.json").toString(),
            "--weights",
            weights("generator-zip.pt").toString(),
            "--out",
            folder.resolve("model.pt").toString()));
  }
}

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
import preimage.io.NdArray;
import preimage.io.Npy;

/** {@code train classifier}, and what {@code measure} sees with it. */
class TrainClassifierTest {
  private static final String TRAINING =
      "classifier(layers=flatten.then(linear(out=6)).then(relu), batch=4)";

  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void prepare() {
    data = Samples.labelled(folder.resolve("toy.npz"), 24);
    out = folder.resolve("out");
  }

  private Shell train(String... more) {
    var words = new ArrayList<>(List.of("train", "classifier", "--data", data.toString()));
    words.addAll(List.of("--out", out.toString(), "--training", TRAINING));
    words.addAll(List.of(more));
    return Shell.run(words.toArray(String[]::new));
  }

  private void misused(String sentence, String... more) {
    Said.misused(sentence, train(more));
    assertFalse(Files.exists(out));
  }

  @Test
  void trainsAndLeavesWhatMeasureLooksWith() throws IOException {
    var said = train("--epochs", "4", "--test", data.toString(), "--quiet");
    assertTrue(
        said.out().matches("FINISHED after 24 steps, \\d+\\.\\d\\d % right: " + out + "\\R"),
        said.out());
    assertEquals("", said.err());
    var html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("A classifier of") && html.contains("Accuracy"), "the report's words");
    var measured =
        Shell.run(
            "measure",
            "--real",
            data.toString(),
            "--fake",
            data.toString(),
            "--extractor",
            out.toString(),
            "--metrics",
            "fid,is",
            "--json");
    assertEquals(Exit.DONE, measured.code(), measured.err());
    var fid = new ObjectMapper().readTree(measured.out()).get("scores").get(0);
    assertEquals("out", fid.at("/manifest/extractor").asText());
    assertEquals(6, fid.at("/manifest/dimension").asInt());
    assertEquals(0, fid.get("value").asDouble(), 1e-9);
  }

  @Test
  void takesLabelsFromAFileOfTheirOwn() throws IOException {
    data = Samples.images(folder.resolve("x.npy"), 24);
    misused(data + " has no labels to learn, or only one");
    var labels = folder.resolve("c.npy");
    Npy.write(labels, NdArray.of(new long[] {0, 1, 2}, 3));
    misused(
        data + " has 24 images, which cannot have 3 class numbers", "--labels", labels.toString());
    var numbers = new long[24];
    for (int i = 0; i < 24; i++) {
      numbers[i] = i % 5;
    }
    Npy.write(labels, NdArray.of(numbers, 24));
    var said = train("--labels", labels.toString(), "--steps", "3", "--json");
    var tree = new ObjectMapper().readTree(said.out());
    assertEquals("FINISHED", tree.get("ended").asText());
    assertFalse(tree.has("accuracy"));
    var model = Shell.run("inspect", tree.get("classifier").asText());
    assertTrue(model.out().contains("linear(out=5)"), model.out());
  }

  @Test
  void resumesWhatIsFinishedByChangingNothing() throws IOException {
    assertEquals(Exit.DONE, train("--steps", "5").code());
    var report = Files.getLastModifiedTime(out.resolve("report.html"));
    Said.misused(
        out + " is not empty; continue with --resume, or choose another --out",
        train("--steps", "5"));
    assertEquals(Exit.DONE, train("--steps", "5", "--resume").code());
    assertEquals(report, Files.getLastModifiedTime(out.resolve("report.html")));
    var longer = train("--steps", "9", "--resume");
    assertTrue(longer.err().startsWith("going on from step 5"), longer.err());
    assertTrue(
        train("--steps", "9", "--batch", "8", "--resume").err().contains("was trained with"));
  }

  @Test
  void divergenceIsSaidAndHasItsOwnCode() {
    var said =
        Shell.run(
            "train",
            "classifier",
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--training",
            TRAINING.replace("batch", "rate=1e30, batch"),
            "--steps",
            "50");
    assertEquals(Exit.DIVERGED, said.code(), said.err());
    assertTrue(said.out().startsWith("DIVERGED after "), said.out());
  }

  @Test
  void oneSentenceForEachMisuse() {
    misused("give --steps or --epochs, not both", "--steps", "3", "--epochs", "2");
    misused("steps must be at least 1 but was 0", "--steps", "0");
    misused(data + " holds 24 images, fewer than a batch of 25", "--batch", "25");
    assertTrue(train("--test", "no-such-set").err().contains("no-such-set"));
    assertFalse(Files.exists(out));
    out = folder.resolve("gan");
    var said =
        Shell.run(
            "train",
            "gan",
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--steps",
            "3",
            "--training",
            TrainGanTest.TRAINING);
    assertEquals(Exit.DONE, said.code(), said.err());
    assertEquals(Exit.MISUSED, train("--steps", "3", "--resume").code());
    assertTrue(Files.exists(out.resolve("generator.safetensors")));
  }
}

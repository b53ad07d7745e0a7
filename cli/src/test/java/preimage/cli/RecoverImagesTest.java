package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.net.Condition;

class RecoverImagesTest {
  @TempDir private Path folder;
  private Path critic;
  private Path targets;
  private Path out;

  @BeforeEach
  void prepare() {
    critic = Samples.critic(folder.resolve("d.safetensors"));
    targets = Samples.images(folder.resolve("x.npy"), 3);
    out = folder.resolve("out");
  }

  private Shell recover(Path model, Path targets, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "recover",
                "--quiet",
                "--model",
                model.toString(),
                "--targets",
                targets.toString(),
                "--out",
                out.toString()));
    words.addAll(Arrays.asList(more));
    return Shell.run(words.toArray(String[]::new));
  }

  @Test
  void findsImagesThatTheCriticScoresAlike() throws IOException {
    var said = recover(critic, targets, "--from", "features", "--layer", "1");
    assertEquals(Exit.DONE, said.code(), said.err());
    var npz = Npz.read(out.resolve("recovered.npz"));
    assertEquals(
        Set.of("image", "loss", "pixel_error", "forward_equivalents"), npz.arrays().keySet());
    assertEquals(List.of(3, 1, 4, 4), npz.array("image").orElseThrow().shape());
    for (float pixel : npz.array("image").orElseThrow().floats()) {
      assertTrue(pixel >= 0 && pixel <= 1);
    }
    for (double loss : npz.array("loss").orElseThrow().doubles()) {
      assertTrue(loss < 1e-8, () -> "left " + loss);
    }
    assertEquals(3, npz.strings().get("outcome").size());
    // One score of sixteen pixels: the images are others.
    assertTrue(npz.array("pixel_error").orElseThrow().doubles()[0] > 1e-3);
    var report = Files.readString(out.resolve("report.html"));
    assertTrue(report.contains("as layer 1 of " + critic + " sees them"), "what was searched for");
    assertTrue(report.contains("matching(start=mean, solver=adam(rate=0.05"), "the whole method");
  }

  @Test
  void theOutputIsTheLayerUnlessToldAndTheMethodCanBeChosen() {
    var one = "matching(solver=adam(steps=1))";
    var said = recover(critic, targets, "--from", "features", "--method", one, "--json");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("\"STEPS_SPENT\""), said.out());
    assertTrue(said.out().contains("\"pixel_error\""), said.out());
  }

  private void misused(String sentence, Path model, Path targets, String... more) {
    Said.misused(sentence, recover(model, targets, more));
    assertFalse(Files.exists(out));
  }

  @Test
  void oneSentenceForWhatCannotBe() {
    misused(
        critic + ": no layer '7' among [0 flatten, 1 linear, output]",
        critic,
        targets,
        "--from",
        "features",
        "--layer",
        "7");
    var generator = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    misused(
        generator + ": features are those of a critic or classifier without a condition",
        generator,
        targets,
        "--from",
        "features");
    var wide = folder.resolve("wide.npy");
    Npy.write(wide, NdArray.of(new float[20], 1, 1, 4, 5));
    misused(
        critic + " takes images of 1×4×4 but those of " + wide + " are 1×4×5",
        critic,
        wide,
        "--from",
        "features");
    misused("--layer goes with --from features", generator, targets, "--layer", "1");
    misused(
        "--from must be latents or features but was 'pixels'", critic, targets, "--from", "pixels");
  }
}

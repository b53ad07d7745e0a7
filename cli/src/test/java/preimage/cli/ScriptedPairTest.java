package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;

/**
 * Somebody else's pair from {@code import} to {@code measure}: modules that PyTorch scripted
 * (bench/peers/make_models.py) round networks with the arguments of StyleGAN2-ADA's. G(z, c,
 * truncation_psi, noise_mode) is tanh z, drowned in noise unless told not to; D(x, c) is greatest
 * where all of x is one half.
 */
class ScriptedPairTest {
  private static final Path FIXTURES =
      Path.of("..", "core", "src", "test", "resources", "preimage", "net");
  private static final int COUNT = 24;

  @TempDir private Path folder;

  private String imported(String kind, String more) throws IOException {
    var card = folder.resolve(kind + ".json");
    Files.writeString(
        card,
        "{\"kind\": \"%s\", \"image\": \"1x2x2\", \"range\": [-1, 1]%s}".formatted(kind, more));
    var model = folder.resolve(kind + ".safetensors").toString();
    var weights = FIXTURES.resolve("styled-" + kind + ".pt").toString();
    done("import", "--architecture", card.toString(), "--weights", weights, "--out", model);
    return model;
  }

  private static Shell done(String... words) {
    var said = Shell.run(words);
    assertEquals(Exit.DONE, said.code(), said.err());
    return said;
  }

  /** Grey images of about three quarters, which is one half on the pair's range. */
  private Path real() {
    var pixels = new float[COUNT * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = .75f + (i * 7 % 5 - 2) / 500f;
    }
    Npy.write(folder.resolve("real.npy"), NdArray.of(pixels, COUNT, 1, 2, 2));
    return folder.resolve("real.npy");
  }

  private double distance(String generator, String... more) throws IOException {
    var words = new ArrayList<>(List.of("--metrics", "fid", "--json"));
    words.addAll(List.of(more));
    var how = words.toArray(String[]::new);
    var scores = MeasureTest.scores(MeasureTest.measure(real(), generator, how));
    assertEquals(COUNT, scores.get(0).at("/manifest/fake-count").asInt());
    return scores.get(0).get("value").asDouble();
  }

  @Test
  void aPairWithTheArgumentsOfStyleGanIsImportedImprovedAndMeasured() throws IOException {
    var generator = imported("generator", ", \"prior\": \"normal(dimension=4)\"");
    var critic = imported("critic", "");
    var out = folder.resolve("out");
    done(
        "improve",
        "--generator",
        generator,
        "--critic",
        critic,
        "--count",
        String.valueOf(COUNT),
        "--method",
        "improvement(loss=wgan, solver=steepest(step=0.02, steps=300))",
        "--out",
        out.toString());
    var improved = Npz.read(out.resolve("improved.npz"));
    for (var moment : List.of("before", "after")) {
      var z = improved.array(moment.equals("before") ? "z0" : "z").orElseThrow().doubles();
      var scores = improved.array("score_" + moment).orElseThrow().doubles();
      for (int i = 0; i < COUNT; i++) {
        double expected =
            -Arrays.stream(z, 4 * i, 4 * i + 4).map(x -> Math.pow(Math.tanh(x) - .5, 2)).sum();
        assertEquals(expected, scores[i], 1e-4);
        assertTrue(moment.equals("before") || expected > -.002, "the best of all images");
      }
    }
    double before = distance(generator);
    double after = distance(generator, "--latents", out.resolve("improved.npz").toString());
    assertTrue(before > .2, "fid before: " + before);
    assertTrue(after < .002, "fid after: " + after);
  }
}

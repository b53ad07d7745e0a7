package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Images;
import preimage.data.Picture;
import preimage.data.PngGrid;
import preimage.net.Condition;
import preimage.tensor.Shape;

class InterpolateTest {
  @TempDir private Path folder;
  private Path model;
  private Path from;
  private Path to;
  private Path out;

  @BeforeEach
  void prepare() {
    model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    from = picture("a.png", 1, .2f);
    to = picture("b.png", 3, .9f);
    out = folder.resolve("strip.png");
  }

  /** Of 12×8 pixels, in {@code channels}. */
  private Path picture(String name, int channels, float brightness) {
    var pixels = new float[channels * 12 * 8];
    Arrays.fill(pixels, brightness);
    new PngGrid(1, 1, 0).write(new Images(Shape.of(channels, 12, 8), pixels), folder.resolve(name));
    return folder.resolve(name);
  }

  private Shell interpolate(Object... more) {
    var words = new ArrayList<>(List.of("interpolate", "--from", from.toString()));
    words.addAll(List.of("--model", model.toString(), "--to", to.toString()));
    words.addAll(List.of("--out", out.toString()));
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    return Shell.run(words.toArray(String[]::new));
  }

  /** The pixels of the strip's tile. */
  private float[] tile(Images strip, int column, int row) {
    int scale = 16;
    var tile = new float[16];
    for (int i = 0; i < 16; i++) {
      int x = (column * 5 + i % 4) * scale;
      int y = (row * 5 + i / 4) * scale;
      tile[i] = strip.pixels()[y * strip.shape().size(2) + x];
    }
    return tile;
  }

  @Test
  void drawsTwoRowsWithTheSameEnds() {
    var said = interpolate("--steps", 5);
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("5 steps along the line and the sphere: " + out), said.out());
    var strip = Picture.read(out);
    // Tiles of 4×4 with gaps of 1, enlarged 16 times.
    assertEquals(Shape.of(1, 9 * 16, 24 * 16), strip.shape());
    assertArrayEquals(tile(strip, 0, 0), tile(strip, 0, 1));
    assertArrayEquals(tile(strip, 4, 0), tile(strip, 4, 1));
    assertFalse(Arrays.equals(tile(strip, 0, 0), tile(strip, 4, 0)));
    assertFalse(Arrays.equals(tile(strip, 2, 0), tile(strip, 0, 0)));
  }

  @Test
  void takesEveryMethodThatRecoverTakes() {
    var said = interpolate("--method", "auto");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(Files.exists(out));
  }

  private void misused(String sentence, Object... more) {
    Said.misused(sentence, interpolate(more));
    assertFalse(Files.exists(out));
  }

  @Test
  void oneSentenceForEachRefusal() {
    misused("steps must be at least 2, the two ends, but were 1", "--steps", 1);
    var there = to;
    to = folder.resolve("none.png");
    misused("there is no file " + to);
    to = there;
    model = Samples.generator(folder.resolve("c.safetensors"), new Condition.Label(3));
    misused(model + " takes a condition; interpolate takes generators that have none");
    model = Samples.classifier(folder.resolve("f.safetensors"));
    misused(model + " is a classifier, not a generator");
    out = folder.resolve("strip.jpg");
    misused("--out must end with .png but was " + out);
    Said.misused(
        "preimage interpolate needs --model MODEL and --from a.png and --to b.png and --out"
            + " strip.png",
        Shell.run("interpolate"));
    out = folder.resolve("strip.png");
    model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    out = folder.resolve("none").resolve("strip.png");
    Said.failed(
        "cannot write " + out + ": there is no folder " + out.getParent(),
        interpolate("--steps", 1));
    out = folder.resolve("strip.png");
    from = model;
    Said.failed(model + ": neither a PNG nor a JPEG file", interpolate());
  }
}

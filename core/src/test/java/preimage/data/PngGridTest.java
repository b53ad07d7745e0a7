package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.Refusal.misuse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class PngGridTest {
  @TempDir Path folder;

  @Test
  void oneImageComesBackAsItWas() {
    var rgb = new Images(Shape.of(3, 1, 2), new float[] {0, .2f, .4f, .6f, .8f, 1});
    assertArrayEquals(rgb.pixels(), back(new PngGrid(1, 1, 0), rgb).pixels(), 1e-7f);
    var grey = new Images(Shape.of(1, 2, 2), new float[] {0, .2f, .4f, 1});
    var image = back(new PngGrid(1, 1, 0), grey);
    assertEquals(grey.shape(), image.shape());
    assertArrayEquals(grey.pixels(), image.pixels(), 1e-7f);
  }

  @Test
  void imagesStandRowByRowOnWhiteWithGaps() {
    // Three black images of 1×1 in two columns, gap 1, each pixel 2×2.
    var image = back(new PngGrid(2, 2, 1), new Images(Shape.of(1, 1, 1), new float[3]));
    assertEquals(Shape.of(1, 6, 6), image.shape());
    float[] mixed = {0, 0, 1, 1, 0, 0};
    float[] white = {1, 1, 1, 1, 1, 1};
    float[] half = {0, 0, 1, 1, 1, 1};
    float[][] rows = {mixed, mixed, white, white, half, half};
    for (int y = 0; y < 6; y++) {
      assertArrayEquals(rows[y], Arrays.copyOfRange(image.pixels(), 6 * y, 6 * y + 6));
    }
  }

  @Test
  void equalImagesAreEqualFiles() {
    var images = new Images(Shape.of(1, 4, 4), new float[64]);
    assertArrayEquals(PngGrid.square(images).png(images), PngGrid.square(images).png(images));
    assertEquals(new PngGrid(2, 16, 1), PngGrid.square(images));
  }

  @Test
  void refusesWhatIsNoPictureAndAFolderThatIsNotThere() {
    var two = new Images(Shape.of(2, 1, 1), new float[4]);
    assertEquals(
        "a picture needs images of 1 or 3 channels, not 2 of 2×1×1",
        misuse(() -> PngGrid.square(two).png(two)));
    misuse(() -> new PngGrid(0, 1, 1));
    var grey = new Images(Shape.of(1, 1, 1), new float[1]);
    failure(() -> PngGrid.square(grey).write(grey, folder.resolve("none/a.png")));
  }

  private Images back(PngGrid grid, Images images) {
    var file = folder.resolve("grid.png");
    grid.write(images, file);
    assertTrue(Files.exists(file));
    return Picture.read(file);
  }
}

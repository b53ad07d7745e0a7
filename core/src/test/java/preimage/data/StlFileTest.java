package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.write;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class StlFileTest {
  @TempDir Path folder;

  @Test
  void turnsColumnsIntoRowsAndCountsLabelsFromNought() {
    var content = new byte[2 * 27648];
    // Image 1, green, row 5, column 7.
    content[27648 + 9216 + 7 * 96 + 5] = (byte) 255;
    var images = write(folder.resolve("train_X.bin"), content);
    var labels = write(folder.resolve("train_y.bin"), new byte[] {1, 10});
    var set = StlFile.open(images, labels);
    assertEquals(Shape.of(3, 96, 96), set.shape());
    assertEquals(10, set.classes());
    assertArrayEquals(new int[] {0, 9}, set.range(0, 2).labels());
    assertEquals(1, set.images(1).pixels()[9216 + 5 * 96 + 7]);
    assertEquals(0, set.images(1).pixels()[9216 + 7 * 96 + 5]);
  }

  @Test
  void unlabelledImagesHaveNoClasses() {
    var set = StlFile.open(write(folder.resolve("unlabeled_X.bin"), new byte[27648]));
    assertEquals(0, set.classes());
    assertEquals(0, set.images(0).labels().length);
  }

  @Test
  void refusesCutImagesAndWrongLabels() {
    var cut = write(folder.resolve("cut_X.bin"), new byte[30000]);
    assertEquals(
        cut
            + ": its 30000 bytes are not whole STL-10 images of 27648 bytes: the image at byte 27648"
            + " is cut",
        failure(() -> StlFile.open(cut)));
    var images = write(folder.resolve("X.bin"), new byte[2 * 27648]);
    var few = write(folder.resolve("few.bin"), new byte[] {1});
    assertEquals(
        few + ": has 1 labels where there are 2 images", failure(() -> StlFile.open(images, few)));
    var nought = write(folder.resolve("nought.bin"), new byte[] {1, 0});
    assertEquals(
        nought + ": byte 1: the label should be 1 to 10 but is 0",
        failure(() -> StlFile.open(images, nought)));
  }
}

package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.cifar;
import static preimage.data.SampleFiles.write;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class CifarFileTest {
  @TempDir Path folder;

  @Test
  void readsPlanesAndLabels() {
    var set = CifarFile.open(write(folder.resolve("batch.bin"), cifar(12)));
    assertEquals(12, set.size());
    assertEquals(Shape.of(3, 32, 32), set.shape());
    assertEquals(10, set.classes());
    var image = set.images(11);
    assertArrayEquals(new int[] {1}, image.labels());
    // The ramp counts every byte of the file.
    assertEquals((11 * 3073 + 1) % 256 / 255f, image.pixels()[0]);
    assertEquals((11 * 3073 + 1 + 2 * 1024 + 32) % 256 / 255f, image.pixels()[2 * 1024 + 32]);
  }

  @Test
  void readsSeveralFilesAsOne() {
    var all = cifar(15);
    var whole = CifarFile.open(write(folder.resolve("all.bin"), all));
    var first = write(folder.resolve("1.bin"), Arrays.copyOf(all, 4 * 3073));
    var second = write(folder.resolve("2.bin"), Arrays.copyOfRange(all, 4 * 3073, 15 * 3073));
    var joined = CifarFile.open(first, second);
    assertEquals(15, joined.size());
    assertArrayEquals(whole.images(3, 4, 14, 0).pixels(), joined.images(3, 4, 14, 0).pixels());
    assertArrayEquals(whole.range(0, 15).labels(), joined.range(0, 15).labels());
    assertEquals(whole.sha256(), joined.sha256());
  }

  @Test
  void refusesCutImagesAndImpossibleLabels() {
    var cut = write(folder.resolve("cut.bin"), Arrays.copyOf(cifar(3), 7000));
    assertEquals(
        cut
            + ": its 7000 bytes are not whole CIFAR-10 images of 3073 bytes: the image at byte 6146"
            + " is cut",
        failure(() -> CifarFile.open(cut)));
    var content = cifar(3);
    content[3073] = 10;
    var wrong = write(folder.resolve("wrong.bin"), content);
    assertEquals(
        wrong + ": byte 3073: the label of image 1 should be 0 to 9 but is 10",
        failure(() -> CifarFile.open(wrong)));
    failure(() -> CifarFile.open(write(folder.resolve("empty.bin"), new byte[0])));
  }
}

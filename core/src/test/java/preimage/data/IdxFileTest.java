package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.Refusal.misuse;
import static preimage.data.SampleFiles.gzip;
import static preimage.data.SampleFiles.idxImages;
import static preimage.data.SampleFiles.idxLabels;
import static preimage.data.SampleFiles.write;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class IdxFileTest {
  @TempDir Path folder;

  @Test
  void readsImagesAsShareOf255WithTheirLabels() {
    var images = write(folder.resolve("train-images-idx3-ubyte"), idxImages(12, 2, 3));
    write(folder.resolve("train-labels-idx1-ubyte"), idxLabels(12));
    var set = IdxFile.open(images);
    assertEquals(12, set.size());
    assertEquals(Shape.of(1, 2, 3), set.shape());
    assertEquals(10, set.classes());
    var read = set.images(11, 0);
    assertArrayEquals(new int[] {1, 0}, read.labels());
    assertEquals(66 / 255f, read.pixels()[0]);
    assertEquals(5 / 255f, read.pixels()[11]);
  }

  @Test
  void readsGzipAsItReadsPlain() {
    var plain = write(folder.resolve("a"), idxImages(300, 5, 4));
    var packed = write(folder.resolve("b.gz"), gzip(idxImages(300, 5, 4)));
    assertEquals(IdxFile.open(plain).sha256(), IdxFile.open(packed).sha256());
    assertArrayEquals(
        IdxFile.open(plain).images(299).pixels(), IdxFile.open(packed).images(299).pixels());
  }

  @Test
  void refusesTruncatedFiles() {
    var whole = idxImages(3, 4, 4);
    for (int length : new int[] {0, 3, 15, 16, 63}) {
      var cut = Arrays.copyOf(whole, length);
      var plain = write(folder.resolve("plain"), cut);
      assertEndsAfter(length, failure(() -> IdxFile.open(plain)));
      var packed = write(folder.resolve("packed.gz"), gzip(cut));
      assertEndsAfter(length, failure(() -> IdxFile.open(packed)));
    }
  }

  @Test
  void refusesFilesThatGoOn() {
    var longer = Arrays.copyOf(idxImages(3, 4, 4), 65);
    for (var content : new byte[][] {longer, gzip(longer)}) {
      var path = write(folder.resolve("longer"), content);
      var failure = failure(() -> IdxFile.open(path));
      assertTrue(failure.contains("goes on behind byte 64"), failure);
    }
  }

  @Test
  void refusesCutGzipData() {
    var packed = gzip(idxImages(100, 8, 8));
    var path = write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
    var failure = failure(() -> IdxFile.open(path));
    assertTrue(failure.startsWith(path + ": damaged gzip"), failure);
  }

  @Test
  void reservesNoMoreThanTheFileCanHold() {
    var header = ByteBuffer.allocate(16).putInt(0x803).putInt(500_000).putInt(64).putInt(64);
    var path = write(folder.resolve("liar.gz"), gzip(header.array()));
    var failure = failure(() -> IdxFile.open(path));
    assertTrue(failure.contains("2048000016 bytes, more than"), failure);
  }

  @Test
  void refusesOtherFilesAndOtherCounts() {
    var labels = write(folder.resolve("labels"), idxLabels(4));
    var images = write(folder.resolve("images"), idxImages(3, 4, 4));
    var notImages = failure(() -> IdxFile.open(labels));
    assertTrue(notImages.contains("0x00000803"), notImages);
    var counts = failure(() -> IdxFile.open(images, labels));
    assertEquals(labels + ": has 4 labels where there are 3 images", counts);
    misuse(() -> IdxFile.open(folder.resolve("none")));
    misuse(() -> IdxFile.open(folder));
  }

  private static void assertEndsAfter(int length, String failure) {
    assertTrue(failure.contains("ends after " + length + " bytes"), failure);
  }
}

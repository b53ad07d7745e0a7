package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.gzip;
import static preimage.data.SampleFiles.norbImages;
import static preimage.data.SampleFiles.norbLabels;
import static preimage.data.SampleFiles.write;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class NorbFileTest {
  @TempDir Path folder;

  @Test
  void takesBothCamerasAsImagesOfOneClass() {
    var set =
        NorbFile.open(
            write(folder.resolve("dat.mat"), norbImages(3, 4, 5)),
            write(folder.resolve("cat.mat.gz"), gzip(norbLabels(3))));
    assertEquals(6, set.size());
    assertEquals(Shape.of(1, 4, 5), set.shape());
    assertEquals(3, set.classes());
    assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2}, set.range(0, 6).labels());
    assertEquals(60 / 255f, set.images(3).pixels()[0]);
    assertArrayEquals(new int[] {0, 1, 2}, Slice.parse("[::2]").of(set).range(0, 3).labels());
  }

  @Test
  void refusesTruncatedLongerAndForeignFiles() {
    var whole = norbImages(3, 4, 5);
    for (int length : new int[] {0, 10, 24, 143}) {
      var cut = write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      assertTrue(
          failure(() -> NorbFile.open(cut)).contains(cut + ": ends after " + length + " bytes"));
    }
    var longer = write(folder.resolve("longer"), Arrays.copyOf(whole, 145));
    assertTrue(failure(() -> NorbFile.open(longer)).contains("goes on behind byte 144"));
    var foreign = write(folder.resolve("foreign"), SampleFiles.idxImages(2, 2, 2));
    assertTrue(failure(() -> NorbFile.open(foreign)).contains("begins with 0x1e3d4c55"));
    var mono = whole.clone();
    mono[12] = 1;
    mono[8] = 6;
    var path = write(folder.resolve("mono"), mono);
    assertTrue(failure(() -> NorbFile.open(path)).contains("expected pairs of 2 images"));
  }

  @Test
  void refusesOtherCounts() {
    var images = write(folder.resolve("dat"), norbImages(3, 2, 2));
    var labels = write(folder.resolve("cat"), norbLabels(4));
    assertEquals(
        labels + ": has 4 labels where there are 3 pairs",
        failure(() -> NorbFile.open(images, labels)));
  }
}

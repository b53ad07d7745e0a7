package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.svhn;
import static preimage.data.SampleFiles.write;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;

class SvhnFileTest {
  @TempDir Path folder;

  @Test
  void readsRowsOfColumnMajorArraysAndTakesTenForNought() throws Exception {
    var x = Mat5.newMatrix(new int[] {32, 32, 3, 2}, MatlabType.UInt8);
    x.setByte(new int[] {4, 9, 2, 1}, (byte) 51);
    var y = Mat5.newMatrix(2, 1, MatlabType.UInt8);
    y.setInt(0, 10);
    y.setInt(1, 9);
    var file = folder.resolve("train_32x32.mat");
    Mat5.writeToFile(Mat5.newMatFile().addArray("X", x).addArray("y", y), file.toFile());
    var set = SvhnFile.open(file);
    assertEquals(2, set.size());
    assertEquals(Shape.of(3, 32, 32), set.shape());
    assertEquals(10, set.classes());
    assertArrayEquals(new int[] {0, 9}, set.range(0, 2).labels());
    assertEquals(51 / 255f, set.images(1).pixels()[2 * 1024 + 4 * 32 + 9]);
  }

  @Test
  void refusesTruncatedFiles() {
    var whole = svhn(3);
    for (int length : new int[] {0, 100, 128, 140, 300, whole.length / 2, whole.length - 1}) {
      var cut = write(folder.resolve("cut.mat"), Arrays.copyOf(whole, length));
      assertTrue(failure(() -> SvhnFile.open(cut)).startsWith(cut + ": "));
    }
  }

  @Test
  void refusesOtherArraysAndLabels() throws Exception {
    var small = Mat5.newMatrix(new int[] {16, 16, 3, 2}, MatlabType.UInt8);
    var y = Mat5.newMatrix(2, 1, MatlabType.UInt8);
    var file = folder.resolve("small.mat");
    Mat5.writeToFile(Mat5.newMatFile().addArray("X", small).addArray("y", y), file.toFile());
    assertEquals(
        file + ": expected X to hold bytes (32, 32, 3, n) but it holds uint8 [16, 16, 3, 2]",
        failure(() -> SvhnFile.open(file)));
    var x = Mat5.newMatrix(new int[] {32, 32, 3, 2}, MatlabType.UInt8);
    Mat5.writeToFile(Mat5.newMatFile().addArray("X", x).addArray("y", y), file.toFile());
    assertEquals(
        file + ": the label of image 0 should be 1 to 10 but is 0",
        failure(() -> SvhnFile.open(file)));
    Mat5.writeToFile(Mat5.newMatFile().addArray("X", x), file.toFile());
    assertTrue(failure(() -> SvhnFile.open(file)).contains("expected the numeric array 'y'"));
    Files.delete(file);
  }
}

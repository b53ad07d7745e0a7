package preimage.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import preimage.io.Source;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/**
 * SVHN's cropped digits: a MATLAB file of version 5 with {@code X}, bytes (32, 32, 3, n), and
 * {@code y}, labels (n, 1) from 1 to 10, of which 10 is the digit 0 and becomes it. The pixels are
 * held on the heap.
 */
public final class SvhnFile {
  private static final Shape SHAPE = Shape.of(3, 32, 32);
  private static final int RECORD = 3 * 32 * 32;
  private static final int CLASSES = 10;

  private SvhnFile() {}

  /**
   * Opens one file of images with their labels.
   *
   * @throws Misuse if there is no such file
   * @throws Failure if it is no such MATLAB file
   */
  public static Dataset open(Path file) {
    return open(file.toString(), file);
  }

  static Dataset open(String name, Path path) {
    return read(name, Content.of(path));
  }

  static Dataset read(String name, Content file) {
    var path = file.path();
    var content = file.bytes();
    if (content.byteSize() > Integer.MAX_VALUE) {
      throw new Failure(path + ": longer than any MATLAB file of version 5 may be");
    }
    var mat = arrays(path, content);
    var pixels = pixels(path, matrix(path, mat, "X"));
    var labels = labels(path, matrix(path, mat, "y"), pixels.length / RECORD);
    // MATLAB's first index runs fastest: (row, column, channel, image) is column by column.
    var layout =
        new ByteImages.Layout(
            MemorySegment.ofArray(pixels), 0, RECORD, ByteImages.Order.COLUMN_BY_COLUMN);
    return new ByteImages(name, SHAPE, labels.length, CLASSES, labels, layout);
  }

  private static MatFile arrays(Path path, MemorySegment content) {
    try {
      var source = new BoundedSource(Sources.wrap(content.asByteBuffer()), content.byteSize());
      return Mat5.newReader(source)
          .disableSubsystemProcessing()
          .setEntryFilter(entry -> entry.getName().equals("X") || entry.getName().equals("y"))
          .readMat();
    } catch (IOException | RuntimeException e) {
      // The library throws both kinds at damaged files.
      throw new Failure(
          "%s: damaged, or no MATLAB file of version 5: %s"
              .formatted(path, Source.quoted(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static Matrix matrix(Path path, MatFile mat, String name) {
    for (var entry : mat.getEntries()) {
      if (entry.getName().equals(name) && entry.getValue() instanceof Matrix matrix) {
        return matrix;
      }
    }
    throw new Failure(path + ": expected the numeric array '" + name + "', which is not there");
  }

  private static byte[] pixels(Path path, Matrix x) {
    var sizes = x.getDimensions();
    boolean one = sizes.length == 3;
    if (x.getType() != MatlabType.UInt8
        || (!one && sizes.length != 4)
        || !Arrays.equals(Arrays.copyOf(sizes, 3), new int[] {32, 32, 3})) {
      throw new Failure(
          path
              + ": expected X to hold bytes (32, 32, 3, n) but it holds "
              + x.getType()
              + " "
              + Arrays.toString(sizes));
    }
    var pixels = new byte[x.getNumElements()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = x.getByte(i);
    }
    return pixels;
  }

  private static int[] labels(Path path, Matrix y, int count) {
    if (y.getNumElements() != count) {
      throw new Failure(
          path + ": has " + y.getNumElements() + " labels where there are " + count + " images");
    }
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      int label = y.getInt(i);
      if (label < 1 || label > CLASSES) {
        throw new Failure(
            path + ": the label of image " + i + " should be 1 to 10 but is " + label);
      }
      labels[i] = label % CLASSES;
    }
    return labels;
  }
}

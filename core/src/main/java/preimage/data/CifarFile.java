package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * CIFAR-10's binary files: for each image its label, 0 to 9, in one byte, then its red, green and
 * blue plane of 32×32 bytes each, row by row.
 */
public final class CifarFile {
  static final Shape SHAPE = Shape.of(3, 32, 32);
  static final int RECORD = 1 + 3 * 32 * 32;
  private static final int CLASSES = 10;

  private CifarFile() {}

  /**
   * Opens one file, or several as one data set.
   *
   * @throws Misuse if one of the files does not exist
   * @throws Failure if one of them does not consist of whole images with labels from 0 to 9
   */
  public static Dataset open(Path first, Path... more) {
    var files = new ArrayList<Path>(List.of(more));
    files.addFirst(first);
    return open(first.toString(), files);
  }

  static Dataset open(String name, List<Path> files) {
    var parts = files.stream().map(file -> read(name, Content.of(file))).toList();
    return parts.size() == 1 ? parts.getFirst() : new Joined(name, parts);
  }

  static Dataset read(String name, Content file) {
    var path = file.path();
    var bytes = file.bytes();
    long size = bytes.byteSize();
    if (size == 0 || size % RECORD != 0 || size / RECORD > Integer.MAX_VALUE) {
      throw new Failure(
          "%s: its %d bytes are not whole CIFAR-10 images of %d bytes: the image at byte %d is cut"
              .formatted(path, size, RECORD, size / RECORD * RECORD));
    }
    var labels = new int[(int) (size / RECORD)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bytes.get(JAVA_BYTE, (long) i * RECORD) & 0xff;
      if (labels[i] >= CLASSES) {
        throw new Failure(
            "%s: byte %d: the label of image %d should be 0 to 9 but is %d"
                .formatted(path, (long) i * RECORD, i, labels[i]));
      }
    }
    var layout = new ByteImages.Layout(bytes, 1, RECORD, ByteImages.Order.ROW_BY_ROW);
    return new ByteImages(name, SHAPE, labels.length, CLASSES, labels, layout);
  }
}

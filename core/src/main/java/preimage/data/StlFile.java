package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.nio.file.Path;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * STL-10's binary files: for each image its red, green and blue plane of 96×96 bytes, <em>column by
 * column</em>; in a second file its label in one byte, 1 to 10, which become 0 to 9.
 */
public final class StlFile {
  static final Shape SHAPE = Shape.of(3, 96, 96);
  static final int RECORD = 3 * 96 * 96;
  private static final int CLASSES = 10;

  private StlFile() {}

  /**
   * Opens a file of images without labels.
   *
   * @throws Misuse if there is no such file
   * @throws Failure if it does not consist of whole images
   */
  public static Dataset open(Path images) {
    return open(images.toString(), images, Optional.empty());
  }

  /**
   * Opens a file of images and the file of their labels.
   *
   * @throws Misuse if one of the files does not exist
   * @throws Failure if they are not whole images and one label from 1 to 10 for each
   */
  public static Dataset open(Path images, Path labels) {
    return open(images.toString(), images, Optional.of(labels));
  }

  static Dataset open(String name, Path images, Optional<Path> labels) {
    return read(name, Content.of(images), labels.map(Content::of));
  }

  static Dataset read(String name, Content images, Optional<Content> labels) {
    var bytes = images.bytes();
    long size = bytes.byteSize();
    if (size == 0 || size % RECORD != 0 || size / RECORD > Integer.MAX_VALUE) {
      throw new Failure(
          "%s: its %d bytes are not whole STL-10 images of %d bytes: the image at byte %d is cut"
              .formatted(images.path(), size, RECORD, size / RECORD * RECORD));
    }
    int count = (int) (size / RECORD);
    var classes = labels.map(file -> labels(file, count)).orElse(new int[0]);
    var layout = new ByteImages.Layout(bytes, 0, RECORD, ByteImages.Order.COLUMN_BY_COLUMN);
    return new ByteImages(name, SHAPE, count, classes.length == 0 ? 0 : CLASSES, classes, layout);
  }

  private static int[] labels(Content file, int count) {
    var path = file.path();
    var bytes = file.bytes();
    if (bytes.byteSize() != count) {
      throw new Failure(
          path + ": has " + bytes.byteSize() + " labels where there are " + count + " images");
    }
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = bytes.get(JAVA_BYTE, i) - 1;
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new Failure(
            "%s: byte %d: the label should be 1 to 10 but is %d".formatted(path, i, labels[i] + 1));
      }
    }
    return labels;
  }
}

package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * The IDX files of MNIST and Fashion-MNIST, plain or gzip: grey images of unsigned bytes (magic
 * number 0x803: count, height, width) and their labels in a second file (magic number 0x801:
 * count), all numbers big-endian.
 */
public final class IdxFile {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private IdxFile() {}

  /**
   * Opens a file of images, with the labels that lie beside it where its name says which ({@code
   * train-images-idx3-ubyte.gz} goes with {@code train-labels-idx1-ubyte.gz} or {@code
   * train-labels-idx1-ubyte}).
   *
   * @throws Misuse if there is no such file
   * @throws Failure if it is not a whole IDX file of images
   */
  public static Dataset open(Path images) {
    Content.requireFile(images);
    return open(images.toString(), images, labelsBeside(images));
  }

  /**
   * Opens a file of images and the file of their labels.
   *
   * @throws Misuse if one of the files does not exist
   * @throws Failure if one of them is not a whole IDX file, or their counts differ
   */
  public static Dataset open(Path images, Path labels) {
    return open(images.toString(), images, Optional.of(labels));
  }

  static Dataset open(String name, Path images, Optional<Path> labels) {
    return read(name, Content.of(images), labels.map(Content::of));
  }

  static Dataset read(String name, Content images, Optional<Content> labels) {
    var content = images.whole(head -> length(images.path(), head, IMAGES));
    int count = size(content, 0);
    var classes = labels.map(file -> labels(file, count)).orElse(new int[0]);
    var shape = Shape.of(1, size(content, 1), size(content, 2));
    var layout =
        new ByteImages.Layout(content.bytes(), 16, shape.count(), ByteImages.Order.ROW_BY_ROW);
    int most = Arrays.stream(classes).max().orElse(-1) + 1;
    return new ByteImages(name, shape, count, most, classes, layout);
  }

  private static int[] labels(Content file, int count) {
    var path = file.path();
    var content = file.whole(head -> length(path, head, LABELS));
    if (size(content, 0) != count) {
      throw new Failure(
          path + ": has " + size(content, 0) + " labels where there are " + count + " images");
    }
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = content.bytes().get(JAVA_BYTE, 8 + i) & 0xff;
    }
    return labels;
  }

  /** How long a file with this beginning must be. */
  private static long length(Path path, MemorySegment head, int magic) {
    int dimensions = magic & 0xff;
    int start = 4 + 4 * dimensions;
    if (head.byteSize() >= 4 && head.get(INT, 0) != magic) {
      throw new Failure(
          "%s: byte 0: not an IDX file of %s, which begins with 0x%08x but this with 0x%08x"
              .formatted(path, magic == IMAGES ? "images" : "labels", magic, head.get(INT, 0)));
    }
    if (head.byteSize() < start) {
      throw new Failure(
          path + ": ends after " + head.byteSize() + " bytes, within its IDX header of " + start);
    }
    long values = 1;
    for (int i = 0; i < dimensions; i++) {
      int size = head.get(INT, 4 + 4 * i);
      if (size < 1 || (values > Integer.MAX_VALUE && size > 1)) {
        throw new Failure(path + ": byte " + (4 + 4 * i) + ": the size " + size + " is impossible");
      }
      values *= size;
    }
    return start + values;
  }

  private static int size(Content content, int dimension) {
    return content.bytes().get(INT, 4 + 4 * dimension);
  }

  private static Optional<Path> labelsBeside(Path images) {
    var name = images.getFileName().toString();
    var labels = name.replace("images", "labels").replace("idx3", "idx1");
    if (labels.equals(name)) {
      return Optional.empty();
    }
    var plain = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels;
    return Stream.of(labels, plain, plain + ".gz")
        .map(images::resolveSibling)
        .filter(Files::exists)
        .findFirst();
  }
}

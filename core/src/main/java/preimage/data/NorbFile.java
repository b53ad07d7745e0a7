package preimage.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * Small NORB's matrix files, plain or gzip: little-endian integers for the kind (0x1E3D4C55 bytes,
 * 0x1E3D4C54 integers), the number of dimensions and the sizes (three at least), then the values.
 * The {@code -dat} file holds bytes (pairs, 2, height, width), the {@code -cat} file one class a
 * pair.
 *
 * <p>Both cameras count: images 2i and 2i + 1 are the left and right view of pair i, with the same
 * label; the slice {@code [::2]} is the left camera alone.
 */
public final class NorbFile {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BYTES = 0x1E3D4C55;
  private static final int INTEGERS = 0x1E3D4C54;

  private NorbFile() {}

  /**
   * Opens a {@code -dat} file without labels.
   *
   * @throws Misuse if there is no such file
   * @throws Failure if it is not a whole file of stereo pairs
   */
  public static Dataset open(Path images) {
    return open(images.toString(), images, Optional.empty());
  }

  /**
   * Opens a {@code -dat} file and its {@code -cat} file.
   *
   * @throws Misuse if one of the files does not exist
   * @throws Failure if one is not whole, or their counts differ
   */
  public static Dataset open(Path images, Path labels) {
    return open(images.toString(), images, Optional.of(labels));
  }

  static Dataset open(String name, Path images, Optional<Path> labels) {
    return read(name, Content.of(images), labels.map(Content::of));
  }

  static Dataset read(String name, Content images, Optional<Content> labels) {
    var content = images.whole(head -> length(images.path(), head, BYTES, 4));
    int cameras = size(content, 1);
    if (cameras != 2) {
      throw new Failure(
          images.path() + ": byte 12: expected pairs of 2 images but found " + cameras);
    }
    int count = Math.multiplyExact(2, size(content, 0));
    var classes = labels.map(file -> labels(file, count / 2)).orElse(new int[0]);
    var shape = Shape.of(1, size(content, 2), size(content, 3));
    var layout =
        new ByteImages.Layout(content.bytes(), 24, shape.count(), ByteImages.Order.ROW_BY_ROW);
    int most = Arrays.stream(classes).max().orElse(-1) + 1;
    return new ByteImages(name, shape, count, most, classes, layout);
  }

  /** Each pair's class, twice. */
  private static int[] labels(Content file, int pairs) {
    var path = file.path();
    var content = file.whole(head -> length(path, head, INTEGERS, 1));
    if (size(content, 0) != pairs) {
      throw new Failure(
          path + ": has " + size(content, 0) + " labels where there are " + pairs + " pairs");
    }
    var labels = new int[2 * pairs];
    for (int i = 0; i < labels.length; i++) {
      long place = 20 + 4L * (i / 2);
      labels[i] = content.bytes().get(INT, place);
      if (labels[i] < 0 || labels[i] > 255) {
        throw new Failure(path + ": byte " + place + ": no class number: " + labels[i]);
      }
    }
    return labels;
  }

  /** How long a file with this beginning must be. */
  private static long length(Path path, MemorySegment head, int kind, int dimensions) {
    int start = 8 + 4 * Math.max(3, dimensions);
    if (head.byteSize() >= 4 && head.get(INT, 0) != kind) {
      throw new Failure(
          "%s: byte 0: not a NORB file of %s, which begins with 0x%08x but this with 0x%08x"
              .formatted(path, kind == BYTES ? "images" : "labels", kind, head.get(INT, 0)));
    }
    if (head.byteSize() < start) {
      throw new Failure(
          path + ": ends after " + head.byteSize() + " bytes, within its header of " + start);
    }
    if (head.get(INT, 4) != dimensions) {
      throw new Failure(
          "%s: byte 4: expected %d dimensions but found %d"
              .formatted(path, dimensions, head.get(INT, 4)));
    }
    long values = kind == BYTES ? 1 : 4;
    for (int i = 0; i < dimensions; i++) {
      int size = head.get(INT, 8 + 4 * i);
      if (size < 1 || (values > Integer.MAX_VALUE && size > 1)) {
        throw new Failure(path + ": byte " + (8 + 4 * i) + ": the size " + size + " is impossible");
      }
      values *= size;
    }
    return start + values;
  }

  private static int size(Content content, int dimension) {
    return content.bytes().get(INT, 8 + 4 * dimension);
  }
}

package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import preimage.tensor.Shape;

/**
 * Images whose pixels stay bytes, one image behind the other, in memory or in a mapped file, and
 * become floats (value / 255) only as they are read.
 */
final class ByteImages implements Dataset {
  /** How the pixels of one channel lie. */
  enum Order {
    ROW_BY_ROW,
    COLUMN_BY_COLUMN
  }

  /**
   * Where images lie in their bytes.
   *
   * @param start the place of the first image's first pixel
   * @param stride from one image to the next
   */
  record Layout(MemorySegment bytes, long start, long stride, Order order) {}

  private static final float[] INTENSITY = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      INTENSITY[i] = i / 255f;
    }
  }

  private final String name;
  private final Shape shape;
  private final int size;
  private final int classes;
  private final int[] labels;
  private final Layout layout;
  private final Sha256 sha256 = new Sha256();

  /** {@code labels} holds one class number below {@code classes} an image, or nothing. */
  ByteImages(String name, Shape shape, int size, int classes, int[] labels, Layout layout) {
    this.name = name;
    this.shape = shape;
    this.size = size;
    this.classes = classes;
    this.labels = labels;
    this.layout = layout;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    int count = shape.count();
    var pixels = new float[Math.multiplyExact(indices.length, count)];
    var chosen = new int[labels.length == 0 ? 0 : indices.length];
    for (int i = 0; i < indices.length; i++) {
      var stored = stored(indices[i]);
      for (int j = 0; j < count; j++) {
        pixels[i * count + j] = INTENSITY[stored[j] & 0xff];
      }
      if (chosen.length > 0) {
        chosen[i] = labels[indices[i]];
      }
    }
    return new Images(shape, pixels, chosen);
  }

  @Override
  public void digest(int index, MessageDigest digest) {
    Sha256.add(stored(index), labels.length == 0 ? -1 : labels[index], digest);
  }

  /** The bytes of one image, row by row. */
  private byte[] stored(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(name + " has " + size + " images, none at " + index);
    }
    var stored = new byte[shape.count()];
    long from = layout.start + index * layout.stride;
    MemorySegment.copy(layout.bytes, JAVA_BYTE, from, stored, 0, stored.length);
    return layout.order == Order.ROW_BY_ROW ? stored : transposed(stored);
  }

  private byte[] transposed(byte[] columns) {
    int height = shape.size(1);
    int width = shape.size(2);
    var rows = new byte[columns.length];
    for (int plane = 0; plane < columns.length; plane += height * width) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          rows[plane + y * width + x] = columns[plane + x * height + y];
        }
      }
    }
    return rows;
  }
}

package preimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import preimage.spec.Misuse;

/**
 * An array on the heap as files hold them: a type, sizes, and values in row-major order.
 *
 * @param type how the values are stored
 * @param shape the sizes, empty for a single value
 * @param bytes the values, little-endian, {@code type.bytes()} each
 */
public record NdArray(Type type, List<Integer> shape, byte[] bytes) {
  /** How one value is stored. */
  public enum Type {
    FLOAT16(2),
    BFLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    INT8(1),
    UINT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    BOOL(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }

    /** Whether values have fractions. */
    public boolean isFloating() {
      return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
    }
  }

  /**
   * Checks that the bytes are as many as the sizes ask for.
   *
   * @throws IllegalArgumentException if they are not, or a size is negative
   */
  public NdArray {
    shape = List.copyOf(shape);
    if (Sizes.product(shape, type.bytes()) != bytes.length) {
      throw new IllegalArgumentException(
          bytes.length + " bytes do not hold " + shape + " values of " + type);
    }
  }

  /** FLOAT32 values in this shape; without a shape, a vector of them all. */
  public static NdArray of(float[] values, int... shape) {
    var bytes = room(Type.FLOAT32, values.length);
    view(bytes).asFloatBuffer().put(values);
    return shaped(Type.FLOAT32, bytes, shape);
  }

  /** FLOAT64 values in this shape; without a shape, a vector of them all. */
  public static NdArray of(double[] values, int... shape) {
    var bytes = room(Type.FLOAT64, values.length);
    view(bytes).asDoubleBuffer().put(values);
    return shaped(Type.FLOAT64, bytes, shape);
  }

  /** INT64 values in this shape; without a shape, a vector of them all. */
  public static NdArray of(long[] values, int... shape) {
    var bytes = room(Type.INT64, values.length);
    view(bytes).asLongBuffer().put(values);
    return shaped(Type.INT64, bytes, shape);
  }

  /** INT32 values in this shape; without a shape, a vector of them all. */
  public static NdArray of(int[] values, int... shape) {
    var bytes = room(Type.INT32, values.length);
    view(bytes).asIntBuffer().put(values);
    return shaped(Type.INT32, bytes, shape);
  }

  /** UINT8 values, 0 to 255, in this shape; without a shape, a vector of them all. */
  public static NdArray of(byte[] values, int... shape) {
    return shaped(Type.UINT8, values.clone(), shape);
  }

  /** The number of values. */
  public int count() {
    return bytes.length / type.bytes();
  }

  /** All values, each rounded to the nearest float. */
  public float[] floats() {
    var values = new float[count()];
    var in = view(bytes);
    if (type == Type.FLOAT32) {
      in.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = type.isFloating() ? (float) real(in, i) : whole(in, i);
    }
    return values;
  }

  /** All values, INT64 ones beyond 2⁵³ rounded. */
  public double[] doubles() {
    var values = new double[count()];
    var in = view(bytes);
    if (type == Type.FLOAT64) {
      in.asDoubleBuffer().get(values);
      return values;
    }
    if (type == Type.FLOAT32) {
      var floats = floats();
      Arrays.setAll(values, i -> floats[i]);
      return values;
    }
    Arrays.setAll(values, i -> type.isFloating() ? real(in, i) : whole(in, i));
    return values;
  }

  /** All values, fractions cut off; BOOL as 0 and 1. */
  public long[] longs() {
    var values = new long[count()];
    var in = view(bytes);
    Arrays.setAll(values, i -> type.isFloating() ? (long) real(in, i) : whole(in, i));
    return values;
  }

  /**
   * The rows of a matrix (n, d).
   *
   * @param place where it was found, for complaints
   * @param what its rows are, for complaints
   * @throws Misuse if it is no matrix, empty, or holds what is no number
   */
  public float[][] rows(String place, String what) {
    if (shape.size() != 2) {
      throw new Misuse(place + ": " + what + " must have shape (n, d) but have " + shape);
    }
    if (count() == 0) {
      throw new Misuse(place + " holds no " + what);
    }
    int d = shape.get(1);
    var values = floats();
    var rows = new float[shape.get(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * d, (i + 1) * d);
      for (float value : rows[i]) {
        if (!Float.isFinite(value)) {
          throw new Misuse(place + ": row " + i + " of the " + what + " holds " + value);
        }
      }
    }
    return rows;
  }

  private double real(ByteBuffer in, int i) {
    return switch (type) {
      case FLOAT16 -> Float.float16ToFloat(in.getShort(2 * i));
      case BFLOAT16 -> Float.intBitsToFloat(in.getShort(2 * i) << 16);
      case FLOAT32 -> in.getFloat(4 * i);
      case FLOAT64 -> in.getDouble(8 * i);
      default -> throw new IllegalStateException(type + " has no fractions");
    };
  }

  private long whole(ByteBuffer in, int i) {
    return switch (type) {
      case INT8 -> in.get(i);
      case UINT8 -> Byte.toUnsignedInt(in.get(i));
      case INT16 -> in.getShort(2 * i);
      case INT32 -> in.getInt(4 * i);
      case INT64 -> in.getLong(8 * i);
      case BOOL -> in.get(i) == 0 ? 0 : 1;
      default -> throw new IllegalStateException(type + " has fractions");
    };
  }

  private static byte[] room(Type type, int count) {
    return new byte[Math.multiplyExact(count, type.bytes())];
  }

  private static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NdArray shaped(Type type, byte[] values, int... shape) {
    var sizes = shape.length == 0 ? new int[] {values.length / type.bytes()} : shape;
    return new NdArray(type, Arrays.stream(sizes).boxed().toList(), values);
  }
}

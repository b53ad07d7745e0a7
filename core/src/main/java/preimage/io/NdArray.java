package preimage.io;

import java.util.List;

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
  }

  public NdArray {
    shape = List.copyOf(shape);
    long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (count * type.bytes() != bytes.length) {
      throw new IllegalArgumentException(
          bytes.length + " bytes do not hold " + shape + " values of " + type);
    }
  }
}

package preimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a file stores one number, and the type that holds it here. Unsigned numbers of two and more
 * bytes have no type of their own: the next wider signed one holds them.
 *
 * @param type what holds it
 * @param width bytes in the file
 * @param signed false where the file's type has no negative numbers
 * @param order of the bytes in the file
 */
record Encoding(NdArray.Type type, int width, boolean signed, ByteOrder order) {
  /** Stored little-endian, exactly as here. */
  static Encoding of(NdArray.Type type) {
    return new Encoding(type, type.bytes(), true, ByteOrder.LITTLE_ENDIAN);
  }

  /** An unsigned integer of 2, 4 or 8 bytes, little-endian. */
  static Encoding unsigned(int width) {
    return new Encoding(
        width == 2 ? NdArray.Type.INT32 : NdArray.Type.INT64,
        width,
        false,
        ByteOrder.LITTLE_ENDIAN);
  }

  Encoding in(ByteOrder other) {
    return new Encoding(type, width, signed, other);
  }

  /** Whether the file's bytes are already those of {@link NdArray}. */
  boolean isNative() {
    return width == type.bytes() && signed && (width == 1 || order == ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The file's bytes as those of {@link NdArray}; may overwrite {@code raw}.
   *
   * @throws preimage.work.Failure if a number is beyond 2⁶³, naming its place after {@code offset}
   */
  byte[] decoded(byte[] raw, Source source, long offset) {
    if (isNative()) {
      return raw;
    }
    var in = ByteBuffer.wrap(raw).order(order);
    int count = raw.length / width;
    var bytes =
        width == type.bytes()
            ? raw
            : source.allocate((long) count * type.bytes(), "the array, widened,");
    var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (width) {
        case 2 -> put(out, signed ? in.getShort() : Short.toUnsignedInt(in.getShort()));
        case 4 -> put(out, signed ? in.getInt() : Integer.toUnsignedLong(in.getInt()));
        default -> {
          long value = in.getLong();
          if (!signed && value < 0) {
            throw source.failure(offset + 8L * i, "integers must be below 2^63");
          }
          put(out, value);
        }
      }
    }
    return bytes;
  }

  private void put(ByteBuffer out, long value) {
    switch (type.bytes()) {
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }
}

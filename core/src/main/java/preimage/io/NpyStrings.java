package preimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Vectors of strings as NumPy stores them: all as wide as the widest, filled up with zeros. */
final class NpyStrings {
  private NpyStrings() {}

  /** The strings of an array of kind U (UTF-32) or S (taken as UTF-8), row by row. */
  static List<String> read(Source source, NpyHeader header) {
    if (header.columnMajor() && header.shape().size() > 1) {
      throw source.failure(0, "arrays of strings must be row-major");
    }
    long length = Sizes.product(header.shape(), header.width());
    var raw = source.read(header.offset(), length, "the strings");
    var strings = new ArrayList<String>();
    for (int at = 0; at < raw.length; at += header.width()) {
      strings.add(
          header.kind() == 'U'
              ? utf32(source, header, raw, at)
              : new String(raw, at, used(raw, at, header.width()), StandardCharsets.UTF_8));
    }
    return strings;
  }

  /** A file's content in pieces, header and values, of kind U. */
  static List<byte[]> written(List<String> strings) {
    int width = width(strings);
    return List.of(start(width, strings.size()), values(strings, width));
  }

  /** The code points of the longest, at least 1. */
  static int width(List<String> strings) {
    return Math.max(
        1, strings.stream().mapToInt(text -> (int) text.codePoints().count()).max().orElse(1));
  }

  /** What stands before {@code count} strings of this width. */
  static byte[] start(int width, int count) {
    return NpyHeader.written("<U" + width, List.of(count));
  }

  /** The strings, filled up to {@code width} code points each. */
  static byte[] values(List<String> strings, int width) {
    var values = ByteBuffer.allocate(Math.multiplyExact(4 * width, strings.size()));
    values.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < strings.size(); i++) {
      values.position(4 * width * i);
      strings.get(i).codePoints().forEach(values::putInt);
    }
    return values.array();
  }

  private static String utf32(Source source, NpyHeader header, byte[] raw, int at) {
    var in = ByteBuffer.wrap(raw, at, header.width()).order(header.order());
    var text = new StringBuilder();
    for (int end = used(raw, at, header.width()); in.position() < at + end; ) {
      int code = in.getInt();
      if (!Character.isValidCodePoint(code)) {
        throw source.failure(header.offset() + in.position() - 4, "a character was expected");
      }
      text.appendCodePoint(code);
    }
    return text.toString();
  }

  private static int used(byte[] raw, int at, int width) {
    int end = width;
    while (end > 0 && raw[at + end - 1] == 0) {
      end--;
    }
    return end;
  }
}

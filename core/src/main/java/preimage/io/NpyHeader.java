package preimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the values of a {@code .npy} file, after NumPy's description of the format
 * (numpy.lib.format): magic, version, and a Python dictionary with descr, fortran_order and shape.
 *
 * @param kind f, i, u, b for numbers, U and S for strings
 * @param width bytes of one item
 * @param columnMajor whether the first index varies fastest
 * @param offset where the values start
 */
record NpyHeader(
    char kind, int width, ByteOrder order, boolean columnMajor, List<Integer> shape, long offset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int LONGEST = 1 << 16;
  private static final int DIMENSIONS = 64;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ITEM = Pattern.compile("([<>=|]?)([a-zA-Z])(\\d{1,9})");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,10})L?\\s*");

  private static final Set<String> TEXTS = Set.of("U", "S");

  private static final Map<String, Encoding> NUMBERS =
      Map.ofEntries(
          Map.entry("f2", Encoding.of(NdArray.Type.FLOAT16)),
          Map.entry("f4", Encoding.of(NdArray.Type.FLOAT32)),
          Map.entry("f8", Encoding.of(NdArray.Type.FLOAT64)),
          Map.entry("i1", Encoding.of(NdArray.Type.INT8)),
          Map.entry("i2", Encoding.of(NdArray.Type.INT16)),
          Map.entry("i4", Encoding.of(NdArray.Type.INT32)),
          Map.entry("i8", Encoding.of(NdArray.Type.INT64)),
          Map.entry("u1", Encoding.of(NdArray.Type.UINT8)),
          Map.entry("u2", Encoding.unsigned(2)),
          Map.entry("u4", Encoding.unsigned(4)),
          Map.entry("u8", Encoding.unsigned(8)),
          Map.entry("b1", Encoding.of(NdArray.Type.BOOL)));

  /** Reads the header and checks that the file holds what it says, no less and no more. */
  static NpyHeader read(Source source) {
    var start = source.buffer(0, 10, "the start of a .npy file");
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.get() != MAGIC[i]) {
        throw source.failure(0, "a .npy file begins with \\x93NUMPY");
      }
    }
    int version = start.get();
    if (version < 1 || version > 3 || start.get() != 0) {
      throw source.failure(6, "the version should be 1.0, 2.0 or 3.0");
    }
    int from = version == 1 ? 10 : 12;
    long length =
        version == 1
            ? Short.toUnsignedLong(start.getShort())
            : Integer.toUnsignedLong(source.buffer(8, 4, "the header's length").getInt());
    if (length > LONGEST) {
      throw source.failure(8, "a header of " + length + " bytes is too long");
    }
    var text = new String(source.read(from, length, "the header"), StandardCharsets.UTF_8);
    return parsed(source, text, from, from + length).checked(source);
  }

  private static NpyHeader parsed(Source source, String text, long from, long offset) {
    var descr = found(source, DESCR, text, from, "'descr' with a plain type").group(1);
    var item = ITEM.matcher(descr);
    if (!item.matches()
        || !(TEXTS.contains(item.group(2)) || NUMBERS.containsKey(item.group(2) + item.group(3)))) {
      throw source.failure(
          from,
          "arrays of type " + Source.quoted(descr) + " cannot be read; numbers and strings can");
    }
    char kind = item.group(2).charAt(0);
    int size = Integer.parseInt(item.group(3));
    if (size == 0 || size > Integer.MAX_VALUE / 4) {
      throw source.failure(from, "items of type " + Source.quoted(descr) + " have no usable size");
    }
    return new NpyHeader(
        kind,
        kind == 'U' ? 4 * size : size,
        item.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        found(source, ORDER, text, from, "'fortran_order'").group(1).equals("True"),
        sizes(source, found(source, SHAPE, text, from, "'shape', a tuple").group(1), from),
        offset);
  }

  private static Matcher found(
      Source source, Pattern pattern, String text, long from, String what) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw source.failure(from, "the header should hold " + what);
    }
    return matcher;
  }

  private static List<Integer> sizes(Source source, String tuple, long from) {
    var sizes = new ArrayList<Integer>();
    for (var part : tuple.split(",", -1)) {
      var size = SIZE.matcher(part);
      if (size.matches() && Long.parseLong(size.group(1)) <= Integer.MAX_VALUE) {
        sizes.add(Integer.parseInt(size.group(1)));
      } else if (!part.isBlank()) {
        throw source.failure(from, "unusable size " + Source.quoted(part) + " in the shape");
      }
    }
    if (sizes.size() > DIMENSIONS) {
      throw source.failure(from, "an array of " + sizes.size() + " dimensions");
    }
    return List.copyOf(sizes);
  }

  private NpyHeader checked(Source source) {
    long length = Sizes.product(shape, width);
    source.require(offset, length, "an array of " + shape);
    if (offset + length < source.size()) {
      throw source.failure(
          offset + length, "the array ends here but the file at byte " + source.size());
    }
    return this;
  }

  /** How numbers are stored; only for kinds other than U and S. */
  Encoding encoding() {
    return NUMBERS.getOrDefault("" + kind + width, Encoding.of(NdArray.Type.UINT8)).in(order);
  }

  boolean isText() {
    return TEXTS.contains(String.valueOf(kind));
  }

  /** A version 1 header for values in row-major order, filled up to a multiple of 64 bytes. */
  static byte[] written(String descr, List<Integer> shape) {
    var tuple = new StringBuilder("(");
    shape.forEach(size -> tuple.append(size).append(shape.size() == 1 ? "," : ", "));
    if (shape.size() > 1) {
      tuple.setLength(tuple.length() - 2);
    }
    var dictionary =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + tuple + "), }";
    int length = dictionary.length() + 1;
    int padding = Math.floorMod(-(MAGIC.length + 4 + length), ALIGNMENT);
    var out = ByteBuffer.allocate(MAGIC.length + 4 + length + padding);
    out.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0);
    out.putShort((short) (length + padding));
    out.put((dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }
}

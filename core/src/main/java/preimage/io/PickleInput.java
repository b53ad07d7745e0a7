package preimage.io;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import preimage.work.Failure;

/**
 * The bytes of a pickle, one after another, and the plain values that its opcodes spell out
 * (numbers, texts, None), after the table in CPython's {@code pickletools}.
 */
final class PickleInput {
  /** State dicts spend some hundred bytes a tensor; no honest one is this long. */
  private static final long LONGEST = 32L << 20;

  private static final int WINDOW = 1 << 13;
  private static final int LONGEST_LINE = 1 << 10;
  private static final int LONGEST_INTEGER = 255;
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,255}L?");
  private static final Pattern REAL = Pattern.compile("-?[0-9.]{1,40}([eE][-+]?[0-9]{1,4})?");

  private final String file;
  private final Source source;
  private final long end;
  private long windowStart;
  private ByteBuffer window = ByteBuffer.allocate(0);

  /**
   * Starts at {@code offset}; where the pickle ends is not known before it is read.
   *
   * @param file what the user calls the file that {@code source} may be a part of
   */
  PickleInput(String file, Source source, long offset) {
    this.file = file;
    this.source = source;
    this.windowStart = offset;
    this.end = Math.min(source.size(), offset + LONGEST);
  }

  /** Where the next byte stands. */
  long position() {
    return windowStart + window.position();
  }

  /** What to throw where the byte at {@code at} cannot be. */
  Failure failure(long at, String sentence) {
    return source.failure(at, sentence);
  }

  /** What to throw where the file as a whole asks for something it must not. */
  Failure refusal(String sentence) {
    return new Failure(file + " " + sentence);
  }

  int unsigned() {
    return Byte.toUnsignedInt(next(1).get());
  }

  long unsignedInt() {
    return Integer.toUnsignedLong(next(4).getInt());
  }

  /** Passes over {@code count} bytes, at most a window of them. */
  void skip(int count) {
    var here = next(count);
    here.position(here.position() + count);
  }

  /** What stands up to the next line feed, which is passed. */
  String line() {
    long start = position();
    var text = new StringBuilder();
    for (int c = unsigned(); c != '\n'; c = unsigned()) {
      if (text.append((char) c).length() > LONGEST_LINE) {
        throw failure(start, "a line of the pickle is too long");
      }
    }
    return text.toString();
  }

  /** The value that this opcode spells out, or nothing if it is an opcode of another sort. */
  Optional<Object> literal(int opcode) {
    return Optional.ofNullable(
        switch (opcode) {
          case 'N' -> Pickle.None.NONE;
          case 0x88 -> true;
          case 0x89 -> false;
          case 'J' -> (long) next(4).getInt();
          case 'K' -> (long) unsigned();
          case 'M' -> Short.toUnsignedLong(next(2).getShort());
          case 'G' -> Double.longBitsToDouble(Long.reverseBytes(next(8).getLong()));
          case 'I', 'L' -> integer(line());
          case 'F' -> real(line());
          case 0x8a -> integer(bytes(unsigned()));
          case 0x8b -> integer(bytes(unsignedInt()));
          case 'S' -> unquoted(line());
          case 'V' -> line();
          case 'U', 0x8c -> text(unsigned());
          case 'T', 'X' -> text(unsignedInt());
          case 0x8d -> text(next(8).getLong());
          case 'C' -> ByteBuffer.wrap(bytes(unsigned()));
          case 'B' -> ByteBuffer.wrap(bytes(unsignedInt()));
          case 0x8e, 0x96 -> ByteBuffer.wrap(bytes(next(8).getLong()));
          default -> null;
        });
  }

  private Object integer(String line) {
    if (!INTEGER.matcher(line).matches()) {
      throw failure(position(), "an integer was expected, not " + Source.quoted(line));
    }
    var digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    return shortest(new BigInteger(digits));
  }

  private Object integer(byte[] littleEndian) {
    if (littleEndian.length > LONGEST_INTEGER) {
      throw failure(position(), "an integer of " + littleEndian.length + " bytes");
    }
    var bigEndian = new byte[littleEndian.length + 1];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[bigEndian.length - 1 - i] = littleEndian[i];
    }
    bigEndian[0] =
        (byte) (littleEndian.length > 0 && littleEndian[littleEndian.length - 1] < 0 ? -1 : 0);
    return shortest(new BigInteger(bigEndian));
  }

  private static Object shortest(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private Object real(String line) {
    if (!REAL.matcher(line).matches() || line.chars().filter(c -> c == '.').count() > 1) {
      throw failure(position(), "a number was expected, not " + Source.quoted(line));
    }
    return Double.parseDouble(line);
  }

  private static String unquoted(String line) {
    return line.length() > 1 ? line.substring(1, line.length() - 1) : line;
  }

  private String text(long length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(long length) {
    long at = position();
    if (length < 0 || length > end - at) {
      throw failure(
          at,
          "the pickle goes on for "
              + Long.toUnsignedString(length)
              + " bytes here, beyond its end");
    }
    var content = source.read(at, length, "the pickle");
    window = ByteBuffer.allocate(0);
    windowStart = at + length;
    return content;
  }

  /** The window, holding at least {@code count} bytes from its position on. */
  private ByteBuffer next(int count) {
    if (window.remaining() < count) {
      long at = position();
      if (count > end - at) {
        throw failure(at, "the pickle should go on here");
      }
      windowStart = at;
      window = source.buffer(at, Math.min(WINDOW, end - at), "the pickle");
    }
    return window;
  }
}

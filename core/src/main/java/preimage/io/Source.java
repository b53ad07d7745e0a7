package preimage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.work.Failure;

/**
 * A file of somebody else's, read in pieces that it can hold: asking for bytes beyond its end is a
 * {@link Failure}, and nothing is allocated before that is known. Reads are positional, so several
 * threads may share one.
 */
public final class Source implements AutoCloseable {
  @FunctionalInterface
  private interface Bytes {
    int read(ByteBuffer into, long offset) throws IOException;
  }

  private final String name;
  private final long size;
  private final Bytes bytes;
  private final AutoCloseable owned;

  private Source(String name, long size, Bytes bytes, AutoCloseable owned) {
    this.name = name;
    this.size = size;
    this.bytes = bytes;
    this.owned = owned;
  }

  /**
   * Opens a regular file.
   *
   * @throws Misuse if there is none
   * @throws Failure if it cannot be read
   */
  public static Source open(Path path) {
    requireFile(path);
    try {
      var channel = FileChannel.open(path);
      return new Source(path.toString(), channel.size(), channel::read, channel);
    } catch (AccessDeniedException e) {
      throw new Failure(path + " may not be read by this user", e);
    } catch (IOException e) {
      throw new Failure("cannot open " + path + ": " + said(e), e);
    }
  }

  /**
   * Refuses what {@link #open} could not open.
   *
   * @throws Misuse if there is no such regular file
   */
  public static void requireFile(Path path) {
    if (!Files.exists(path)) {
      throw new Misuse("there is no file " + path);
    }
    if (!Files.isRegularFile(path)) {
      throw new Misuse(path + " is not a regular file");
    }
  }

  /** The bytes at hand, under the name that errors shall use. */
  public static Source of(String name, byte[] content) {
    Bytes copy =
        (into, offset) -> {
          int length = into.remaining();
          into.put(content, Math.toIntExact(offset), length);
          return length;
        };
    return new Source(name, content.length, copy, () -> {});
  }

  /** What errors call it: its path, or the path and a place in it. */
  public String name() {
    return name;
  }

  /** In bytes. */
  public long size() {
    return size;
  }

  /**
   * The {@code length} bytes from {@code offset} on.
   *
   * @param what they are, such as "the header"
   * @throws Failure if the file ends before that, or cannot be read
   */
  public byte[] read(long offset, long length, String what) {
    require(offset, length, what);
    var content = allocate(length, what);
    var into = ByteBuffer.wrap(content);
    try {
      while (into.hasRemaining()) {
        if (bytes.read(into, offset + into.position()) < 0) {
          throw failure(offset + into.position(), "the file became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot read " + name + ": " + said(e), e);
    }
    return content;
  }

  /** As {@link #read}, for taking apart: little-endian, at position 0. */
  public ByteBuffer buffer(long offset, long length, String what) {
    return ByteBuffer.wrap(read(offset, length, what)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The {@code length} bytes from {@code offset} on as a source of their own, closed with this one.
   */
  public Source part(String name, long offset, long length) {
    require(offset, length, "'" + name + "'");
    return new Source(
        name, length, (into, position) -> bytes.read(into, offset + position), () -> {});
  }

  /** Checks that the file goes on for {@code length} bytes from {@code offset} on. */
  public void require(long offset, long length, String what) {
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw failure(
          offset,
          what
              + " should take "
              + Long.toUnsignedString(length)
              + " bytes, the file ends at byte "
              + size);
    }
  }

  /** What to throw where the bytes at {@code offset} are not what was expected. */
  public Failure failure(long offset, String sentence) {
    return new Failure(name + ", byte " + Long.toUnsignedString(offset) + ": " + sentence);
  }

  /**
   * A name out of a file, fit to be printed: in quotes, control characters replaced, at most 80
   * characters.
   */
  public static String quoted(String text) {
    var shown = text.length() > 80 ? text.substring(0, 79) + "…" : text;
    return "'" + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + "'";
  }

  /** Room for {@code length} bytes that are known to be in the file. */
  byte[] allocate(long length, String what) {
    if (length > Integer.MAX_VALUE - 8) {
      throw new Failure(name + ": " + what + " takes " + length + " bytes, more than 2 GiB");
    }
    try {
      return new byte[(int) length];
    } catch (OutOfMemoryError e) {
      throw new Failure(
          name + ": " + what + " takes " + length + " bytes, more than Java has left (see -Xmx)",
          e);
    }
  }

  private static String said(Exception e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }

  /** Closes the file. */
  @Override
  public void close() {
    try {
      owned.close();
    } catch (Exception e) {
      throw new Failure("cannot close " + name + ": " + said(e), e);
    }
  }
}

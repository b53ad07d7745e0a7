package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import preimage.spec.Misuse;
import preimage.work.Failure;

/** A file as it is: its bytes, mapped or on the heap, and the path that errors name. */
record Content(Path path, MemorySegment bytes) {
  /** Tells from the first bytes of a file (64, or all where it has fewer) how long it must be. */
  interface Header {
    /**
     * The length in bytes, as unpacked.
     *
     * @throws Failure if {@code head} is not the beginning of such a file
     */
    long length(MemorySegment head);
  }

  private static final int HEAD = 64;

  /** Deflate packs at most 1,032 bytes into one. */
  private static final long MOST_PACKED = 1032;

  /**
   * Maps a file.
   *
   * @throws Misuse if there is no such file
   */
  static Content of(Path path) {
    requireFile(path);
    try (var channel = FileChannel.open(path)) {
      // Freed with the last data set that reads it: data sets have no close.
      return new Content(
          path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The first 64 bytes, or all where there are fewer, unpacked where the file is gzip. */
  MemorySegment head() {
    if (!gzip()) {
      return bytes.asSlice(0, Math.min(HEAD, bytes.byteSize()));
    }
    try (var in = new GZIPInputStream(stream())) {
      return MemorySegment.ofArray(in.readNBytes(HEAD));
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * What a file holds that says its own length: the file itself where it is plain, unpacked on the
   * heap where it is gzip.
   *
   * @throws Failure if it is shorter or longer than it says
   */
  Content whole(Header header) {
    long expected = header.length(head());
    if (!gzip()) {
      require(expected, bytes.byteSize());
      return this;
    }
    if (expected > MOST_PACKED * bytes.byteSize() || expected > Integer.MAX_VALUE - 8) {
      throw new Failure(
          "%s: its header speaks of %d bytes, more than a gzip file of %d bytes can hold"
              .formatted(path, expected, bytes.byteSize()));
    }
    var all = new byte[(int) expected];
    try (var in = new GZIPInputStream(stream(), 1 << 16)) {
      int found = in.readNBytes(all, 0, all.length);
      require(expected, found + (in.read() < 0 ? 0 : 1));
    } catch (IOException e) {
      throw damaged(e);
    }
    return new Content(path, MemorySegment.ofArray(all));
  }

  static void requireFile(Path path) {
    if (!Files.exists(path)) {
      throw new Misuse("there is no file " + path);
    }
    if (Files.isDirectory(path)) {
      throw new Misuse(path + " is a folder, not a file");
    }
  }

  static Failure unreadable(Path path, IOException e) {
    // The message of some of these is but the path again.
    boolean bare = String.valueOf(e.getMessage()).equals(path.toString());
    var why = bare ? e.getClass().getSimpleName() : e.getMessage();
    return new Failure(path + " cannot be read: " + why, e);
  }

  private boolean gzip() {
    return bytes.byteSize() > 2
        && bytes.get(JAVA_BYTE, 0) == 0x1f
        && bytes.get(JAVA_BYTE, 1) == (byte) 0x8b;
  }

  private InputStream stream() {
    if (bytes.byteSize() > Integer.MAX_VALUE) {
      throw new Failure(path + ": gzip files of more than 2 GiB are not read");
    }
    var all = bytes.asByteBuffer();
    return Channels.newInputStream(
        new ReadableByteChannel() {
          @Override
          public int read(ByteBuffer into) {
            int count = Math.min(into.remaining(), all.remaining());
            into.put(all.slice(all.position(), count));
            all.position(all.position() + count);
            return count == 0 ? -1 : count;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        });
  }

  private Failure damaged(IOException e) {
    return new Failure(path + ": damaged gzip data (" + e.getMessage() + ")", e);
  }

  private void require(long expected, long found) {
    if (found < expected) {
      throw new Failure(
          path + ": ends after " + found + " bytes where its header announces " + expected);
    }
    if (found > expected) {
      throw new Failure(
          path + ": goes on behind byte " + expected + ", where its header says that it ends");
    }
  }
}

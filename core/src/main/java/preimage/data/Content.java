package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import preimage.spec.Misuse;
import preimage.work.Failure;

/** The bytes of a file: mapped where it is plain, unpacked on the heap where it is gzip. */
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

  /** Maps a plain file. */
  static Content map(Path path) {
    requireFile(path);
    try (var channel = FileChannel.open(path)) {
      // Freed with the last data set that reads it: data sets have no close.
      return new Content(
          path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Opens a plain or gzip file that says its own length.
   *
   * @throws Failure if it is shorter or longer than it says, or cannot be read
   * @throws Misuse if there is no such file
   */
  static Content open(Path path, Header header) {
    var file = map(path);
    if (!file.gzip()) {
      long expected = header.length(file.head());
      file.require(expected, file.bytes.byteSize());
      return file;
    }
    try (var in = new GZIPInputStream(Files.newInputStream(path), 1 << 16)) {
      var head = in.readNBytes(HEAD);
      long expected = header.length(MemorySegment.ofArray(head));
      if (expected > MOST_PACKED * file.bytes.byteSize() || expected > Integer.MAX_VALUE - 8) {
        throw new Failure(
            path
                + ": its header speaks of "
                + expected
                + " bytes, more than a gzip file of "
                + file.bytes.byteSize()
                + " bytes can hold");
      }
      var all = new byte[(int) expected];
      int known = Math.min(head.length, all.length);
      System.arraycopy(head, 0, all, 0, known);
      int read = known + in.readNBytes(all, known, all.length - known);
      file.require(expected, Math.max(head.length, read) + rest(in));
      return new Content(path, MemorySegment.ofArray(all));
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  MemorySegment head() {
    return bytes.asSlice(0, Math.min(HEAD, bytes.byteSize()));
  }

  static void requireFile(Path path) {
    if (!Files.exists(path)) {
      throw new Misuse("no file " + path);
    }
    if (Files.isDirectory(path)) {
      throw new Misuse(path + " is a folder, not a file");
    }
  }

  static Failure unreadable(Path path, IOException e) {
    // The message of some of these is but the path again.
    boolean bare =
        e instanceof NoSuchFileException || String.valueOf(e.getMessage()).equals(path.toString());
    var why = bare ? e.getClass().getSimpleName() : e.getMessage();
    return new Failure(path + " cannot be read: " + why, e);
  }

  /** The first bytes of what a gzip file packs. */
  static MemorySegment unpackedHead(Path path) {
    try (var in = new GZIPInputStream(Files.newInputStream(path))) {
      return MemorySegment.ofArray(in.readNBytes(HEAD));
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  boolean gzip() {
    var head = head();
    return head.byteSize() > 2
        && head.get(JAVA_BYTE, 0) == 0x1f
        && (head.get(JAVA_BYTE, 1) & 0xff) == 0x8b;
  }

  private static Failure damaged(Path path, IOException e) {
    return new Failure(path + ": damaged gzip data (" + e.getMessage() + ")", e);
  }

  private static int rest(InputStream in) throws IOException {
    return in.read() < 0 ? 0 : 1;
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

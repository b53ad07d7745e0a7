package preimage.work;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes files that are there as a whole or not at all: into a temporary file of the same folder,
 * flushed to the disk, then moved over the target in one step.
 */
public final class Atomically {
  /** The names of temporary files. */
  private static final String TEMPORARY = ".????????-????-????-????-????????????.tmp";

  private static final PathMatcher MATCHER =
      FileSystems.getDefault().getPathMatcher("glob:" + TEMPORARY);

  private Atomically() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it; {@code out} is buffered, and closed by the caller.
     *
     * @throws IOException if {@code out} takes no more
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Makes {@code target} hold {@code content}, replacing what was there. Whatever {@code content}
   * throws, the target stays as it was and the temporary file is removed.
   *
   * @throws Failure naming the target and the reason: no such folder, no permission, a full disk
   */
  public static void write(Path target, Content content) {
    refuseUnlessReplaceable(target);
    var whole = whole(target);
    var temporary = whole.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      try {
        fill(temporary, content);
        Files.move(
            temporary, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new Failure("cannot write " + target + ": " + reason(e), e);
    }
  }

  /** Makes {@code target} hold these bytes, as {@link #write(Path, Content)} does. */
  public static void write(Path target, byte[] bytes) {
    write(target, out -> out.write(bytes));
  }

  /** Makes {@code target} hold this text in UTF-8, as {@link #write(Path, Content)} does. */
  public static void write(Path target, String text) {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Looks whether {@code target} can be written, so that nobody has to work for hours to learn it;
   * changes nothing.
   *
   * @throws Failure if it is a folder, a device, or in a folder that is not there
   */
  public static void refuseUnlessReplaceable(Path target) {
    var whole = whole(target);
    var folder = whole.getParent();
    if (Files.isDirectory(whole)) {
      throw new Failure("cannot write " + target + ": it is a folder");
    }
    // A move would silently replace a device such as /dev/null by a plain file.
    if (Files.exists(whole) && !Files.isRegularFile(whole)) {
      throw new Failure("cannot write " + target + ": it is not a regular file");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Failure("cannot write " + target + ": there is no folder " + folder);
    }
  }

  /**
   * Removes what writes into {@code folder} left whose process was killed; nobody may be writing
   * there now.
   */
  public static void sweep(Path folder) {
    try (var files = Files.newDirectoryStream(folder, TEMPORARY)) {
      for (Path left : files) {
        Files.delete(left);
      }
    } catch (IOException e) {
      throw new Failure("cannot clean " + folder + ": " + reason(e), e);
    }
  }

  /** Whether {@code file} has the name of a temporary file. */
  public static boolean isTemporary(Path file) {
    return MATCHER.matches(file.getFileName());
  }

  /** Not through a channel: those close themselves when somebody interrupts the thread. */
  private static void fill(Path temporary, Content content) throws IOException {
    try (var file = new FileOutputStream(temporary.toFile())) {
      var out = new BufferedOutputStream(file, 1 << 16);
      content.writeTo(out);
      out.flush();
      file.getFD().sync();
    }
  }

  private static Path whole(Path target) {
    return target.toAbsolutePath().normalize();
  }

  private static String reason(IOException e) {
    var words = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
    if (e instanceof AccessDeniedException || words.contains("Permission denied")) {
      return "the folder may not be written to";
    }
    if (words.contains("Read-only file system")) {
      return "the file system is read-only";
    }
    if (words.contains("No space left") || words.contains("quota")) {
      return "the disk is full";
    }
    // Messages of java.io name the temporary file first, which would only puzzle.
    return e instanceof FileNotFoundException ? words.replaceFirst("^.*\\((.*)\\)$", "$1") : words;
  }
}

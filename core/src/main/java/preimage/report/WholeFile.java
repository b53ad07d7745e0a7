package preimage.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import preimage.work.Failure;

/** Text that is on the disk whole or not at all. */
final class WholeFile {
  private WholeFile() {}

  static void write(Path file, String text) {
    var target = file.toAbsolutePath();
    var aside = target.resolveSibling(target.getFileName() + ".part");
    try {
      var folder = target.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try {
        Files.writeString(aside, text);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}

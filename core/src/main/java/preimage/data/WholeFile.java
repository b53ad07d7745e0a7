package preimage.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import preimage.work.Failure;

/** Files that are written whole or not at all. */
final class WholeFile {
  private WholeFile() {}

  static void write(Path file, byte[] content) {
    var folder = file.toAbsolutePath().getParent();
    try {
      var temporary = Files.createTempFile(folder, ".", ".part");
      try {
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + e, e);
    }
  }
}

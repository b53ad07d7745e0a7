package preimage.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.function.Executable;
import preimage.work.Failure;

/** Files that other programs made (bench/peers/make_fixtures.py), and archives made up here. */
final class Fixtures {
  private Fixtures() {}

  static byte[] bytes(String name) {
    try (var in = Fixtures.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive of these entries; texts stand for their Latin-1 bytes. */
  static byte[] zip(Map<String, String> entries) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The failure's sentence must hold both. */
  static void assertFails(String words, Path path, Executable reading) {
    var sentence = String.valueOf(assertThrows(Failure.class, reading).getMessage());
    assertTrue(sentence.contains(words), sentence);
    assertTrue(sentence.contains(path.toString()), sentence);
  }
}

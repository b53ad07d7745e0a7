package preimage.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import preimage.io.Source;
import preimage.work.Atomically;
import preimage.work.Failure;

/** Takes named files out of {@code .tar.gz} archives; nothing in an archive says where they go. */
final class Unpack {
  private static final long LONGEST = 1L << 32;

  private Unpack() {}

  /**
   * Writes the archive's files of these names, in whatever folder it has them, to {@code folder}.
   *
   * @throws Failure if the archive is damaged or lacks one of them, or {@code folder} cannot be
   *     made
   */
  static void files(Path archive, List<String> names, Path folder) {
    make(folder);
    try (var in = new BufferedInputStream(Files.newInputStream(archive))) {
      entries(
          archive,
          in,
          names,
          (name, content) ->
              Atomically.write(folder.resolve(name), out -> copy(archive, content, out)));
    } catch (IOException e) {
      throw Content.unreadable(archive, e);
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Download.unwritable(folder, e);
    }
  }

  /** Hands each of the named files to {@code sink}. */
  static void entries(
      Path archive, InputStream in, List<String> names, BiConsumer<String, InputStream> sink) {
    var missing = new TreeSet<>(names);
    try (var tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (var entry = tar.getNextEntry();
          entry != null && !missing.isEmpty();
          entry = tar.getNextEntry()) {
        var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (!entry.isFile() || !missing.remove(name)) {
          continue;
        }
        if (entry.getSize() > LONGEST) {
          throw new Failure(
              archive + ": entry " + name + " claims " + entry.getSize() + " bytes, too many");
        }
        sink.accept(name, tar);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(archive, e);
    }
    if (!missing.isEmpty()) {
      throw new Failure(archive + ": expected the files " + names + " but it lacks " + missing);
    }
  }

  /** What cannot be read is the archive's failure, not that of the file being written. */
  static void copy(Path archive, InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[1 << 16];
    for (int n = read(archive, in, buffer); n >= 0; n = read(archive, in, buffer)) {
      out.write(buffer, 0, n);
    }
  }

  private static int read(Path archive, InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw damaged(archive, e);
    }
  }

  private static Failure damaged(Path archive, Exception e) {
    return new Failure(
        "%s: damaged, or no .tar.gz archive: %s"
            .formatted(archive, Source.quoted(String.valueOf(e.getMessage()))),
        e);
  }
}

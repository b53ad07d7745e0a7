package preimage.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.io.Npz;
import preimage.io.NpzParts;
import preimage.latent.Recovery;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * What is recovered already of {@code count} targets: one file for each chunk of them, whole or not
 * there.
 */
record RecoveryParts(Path folder, int count) {
  private List<Path> files() {
    int chunk = Recovery.chunk(count);
    return IntStream.range(0, Math.ceilDiv(count, chunk)).mapToObj(i -> file(i * chunk)).toList();
  }

  /** Where the chunk that begins with target {@code first} is kept. */
  Path file(int first) {
    return folder.resolve(String.format(Locale.ROOT, "from-%010d.npz", first));
  }

  /** Makes the folder, and removes what a write left that was cut off. */
  void prepare() {
    new Folder(folder).make();
    Atomically.sweep(folder);
  }

  /** The targets that are done, from the first on without a gap. */
  int done() {
    long parts = files().stream().takeWhile(Files::exists).count();
    return (int) Math.min(count, parts * Recovery.chunk(count));
  }

  /** Keeps what was recovered of the chunk that begins with target {@code first}. */
  void add(int first, Npz part) {
    part.write(file(first));
  }

  /** Writes all parts, none of which may be missing, as one file. */
  void join(Path target) {
    new NpzParts(files()).join(target);
  }

  /** Removes all parts and their folder, if they are there. */
  void clear() {
    if (!Files.exists(folder)) {
      return;
    }
    Atomically.sweep(folder);
    try {
      for (Path part : Stream.concat(files().stream(), Stream.of(folder)).toList()) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new Failure("cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }
}

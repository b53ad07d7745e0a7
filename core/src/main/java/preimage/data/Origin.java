package preimage.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import preimage.work.Atomically;

/**
 * Which host a partial file came from, kept beside it: another host's file may be other bytes.
 *
 * @param known whether the partial file at hand is this host's
 * @param validator changes when the host's file does
 */
record Origin(Path part, URI host, boolean known, Optional<String> validator) {
  static Origin of(Path part, URI host) throws IOException {
    var note = note(part);
    if (!Files.exists(note)) {
      return new Origin(part, host, false, Optional.empty());
    }
    var lines = List.of(Files.readString(note).split("\n", -1));
    return new Origin(
        part,
        host,
        lines.getFirst().equals(host.toString()),
        lines.stream().skip(1).filter(line -> !line.isBlank()).findFirst());
  }

  /** Notes that the partial file begins anew from this host. */
  Origin with(Optional<String> fresh) {
    Atomically.write(note(part), host + "\n" + fresh.orElse("") + "\n");
    return new Origin(part, host, true, fresh);
  }

  static void delete(Path part) throws IOException {
    Files.deleteIfExists(note(part));
  }

  private static Path note(Path part) {
    return part.resolveSibling(part.getFileName() + ".from");
  }
}

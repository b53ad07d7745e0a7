package preimage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What a measurement was made on.
 *
 * @param processor its name as the system gives it
 */
record Machine(String processor, int cores, String system, String java) {
  static Machine here() {
    var system = property("os.name") + " " + property("os.arch");
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        system,
        property("java.version"));
  }

  /** The last lines of a page: what, where and when. */
  String markdown(String command, String... more) {
    var lines = new StringBuilder();
    lines.append("Measured by `%s` on %s: ".formatted(command, LocalDate.now(ZoneOffset.UTC)));
    lines.append("%s, %d cores, %s, JDK %s".formatted(processor, cores, system, java));
    for (var part : more) {
      lines.append(", ").append(part);
    }
    return lines.append(".\n").toString();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name));
  }

  private static String processorName() {
    var info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return property("os.arch");
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

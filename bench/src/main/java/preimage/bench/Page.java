package preimage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import preimage.work.Atomically;

/** A page of results whose sections are measured, and so written, one by one. */
record Page(Path file, String title) {
  private static final String HEADING = "## ";

  /** Puts {@code text} under {@code heading}, in the place of what stood there, or else last. */
  void put(String heading, String text) {
    var sections = sections();
    sections.put(heading, text.strip());
    var page = new StringBuilder("# " + title + "\n");
    sections.forEach((h, t) ->
        page.append("\n").append(HEADING).append(h).append("\n\n").append(t).append("\n"));
    Atomically.write(file, page.toString());
  }

  private LinkedHashMap<String, String> sections() {
    var sections = new LinkedHashMap<String, String>();
    if (!Files.exists(file)) {
      return sections;
    }
    try {
      String heading = "";
      for (var line : Files.readAllLines(file)) {
        if (line.startsWith(HEADING)) {
          heading = line.substring(HEADING.length()).strip();
        } else if (!heading.isEmpty()) {
          sections.merge(heading, line, (before, next) -> before + "\n" + next);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sections.replaceAll((_, text) -> text.strip());
    return sections;
  }
}

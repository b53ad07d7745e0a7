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
      var parts = Files.readString(file).split("(?m)^" + HEADING);
      for (int i = 1; i < parts.length; i++) {
        var part = parts[i].split("\\R", 2);
        sections.put(part[0].strip(), part.length == 2 ? part[1].strip() : "");
      }
      return sections;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package preimage.report;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import preimage.work.Atomically;

/**
 * What a run has to say, for people: a title, one sentence, sections, and where it all comes from.
 * Equal reports give equal bytes.
 *
 * @param summary what came out, in one sentence that stands by itself
 * @param provenance recipe, data, seed, versions, machine: shown last, in this order
 */
public record Report(
    String title, String summary, List<Section> sections, SequencedMap<String, String> provenance) {
  public Report {
    sections = List.copyOf(sections);
    provenance = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(provenance));
  }

  /** One HTML page that needs nothing but itself. */
  public String html() {
    return HtmlRenderer.render(this);
  }

  /**
   * Writes {@link #html} to {@code file}, whole or not at all.
   *
   * @throws preimage.work.Failure if the file cannot be written
   */
  public void write(Path file) {
    Atomically.write(file, html());
  }
}

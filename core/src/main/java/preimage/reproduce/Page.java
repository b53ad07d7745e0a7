package preimage.reproduce;

import java.util.List;
import preimage.report.Section;

/**
 * What a reproduction has to say.
 *
 * @param summary what came out, in a sentence or two
 */
public record Page(String summary, List<Section> sections) {
  public Page {
    sections = List.copyOf(sections);
  }
}

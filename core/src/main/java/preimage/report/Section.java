package preimage.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One part of a report. A section without a title ({@code ""}) continues the one before it; all
 * words are plain text, never markup.
 */
public sealed interface Section
    permits Section.Text, Section.KeyValues, Section.Code, Section.Beside, Table, Pictures, Chart {
  /** The heading, or "" for none. */
  String title();

  /** Prose. */
  record Text(String title, List<String> paragraphs) implements Section {
    public Text {
      paragraphs = List.copyOf(paragraphs);
    }

    public Text(String title, String paragraph) {
      this(title, List.of(paragraph));
    }
  }

  /** Names and their values, in the order given: a recipe, a model's facts, the provenance. */
  record KeyValues(String title, SequencedMap<String, String> entries) implements Section {
    public KeyValues {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }
  }

  /** Text in which spaces and line ends count: a method's spec, a JSON recipe, a command. */
  record Code(String title, String text) implements Section {}

  /** Sections side by side where the page is wide enough, and one below the other where not. */
  record Beside(String title, List<Section> sections) implements Section {
    public Beside {
      sections = List.copyOf(sections);
    }
  }
}

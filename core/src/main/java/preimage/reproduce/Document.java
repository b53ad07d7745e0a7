package preimage.reproduce;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import preimage.report.Cell;
import preimage.report.MarkdownRenderer;
import preimage.report.Report;
import preimage.report.Section;
import preimage.report.Table;
import preimage.report.TerminalRenderer;

/**
 * A reproduction's page, as files and terminals take it.
 *
 * @param report the whole page
 */
public record Document(Report report, String name, Scale scale, int seeds) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Words and tables as Markdown; pictures and charts are for the page. */
  String markdown() {
    var parts = new ArrayList<String>();
    var facts = new StringBuilder();
    parts.add("## " + report.title() + "\n");
    parts.add(report.summary() + "\n");
    flat(report.sections().stream())
        .forEach(section -> {
          switch (section) {
            case Table table -> parts.add(MarkdownRenderer.render(table));
            case Section.Text text -> parts.add(String.join("\n\n", text.paragraphs()) + "\n");
            default -> {}
          }
        });
    report
        .provenance()
        .forEach((topic, value) -> {
          if (!topic.startsWith("made-with")) {
            facts.append("- ").append(topic).append(" `").append(value).append("`\n");
          }
        });
    parts.add(facts.toString());
    return String.join("\n", parts);
  }

  /** The tables as lists of rows; what is missing is left out of its row. */
  public Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("reproduction", name);
    tree.put("title", report.title());
    tree.put("summary", report.summary());
    tree.put("scale", scale.toString());
    tree.put("seeds", seeds);
    tree.put("tables", tables().map(Document::tree).toList());
    return tree;
  }

  String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words can always be written", e);
    }
  }

  /** The tables as a terminal shows them. */
  public String text() {
    return tables()
        .map(table -> table.title() + "\n\n" + TerminalRenderer.render(table))
        .collect(joining("\n"));
  }

  private Stream<Table> tables() {
    return flat(report.sections().stream()).filter(Table.class::isInstance).map(Table.class::cast);
  }

  private static Stream<Section> flat(Stream<Section> sections) {
    return sections.flatMap(section ->
        section instanceof Section.Beside beside
            ? flat(beside.sections().stream())
            : Stream.of(section));
  }

  private static Map<String, Object> tree(Table table) {
    var rows = new ArrayList<Map<String, Object>>();
    for (List<Cell> cells : table.rows()) {
      var row = new LinkedHashMap<String, Object>();
      for (int i = 0; i < cells.size(); i++) {
        var header = table.columns().get(i).header();
        switch (cells.get(i)) {
          case Cell.Words(var text) -> row.put(header, text);
          case Cell.Value(var value) -> row.put(header, value);
          case Cell.Spread(var mean, var deviation) -> {
            var spread = new LinkedHashMap<String, Object>();
            spread.put("mean", mean);
            spread.put("deviation", deviation);
            row.put(header, spread);
          }
          case Cell.Missing() -> {}
        }
      }
      rows.add(row);
    }
    var tree = new LinkedHashMap<String, Object>();
    tree.put("title", table.title());
    tree.put("caption", table.caption());
    tree.put("rows", rows);
    return tree;
  }
}

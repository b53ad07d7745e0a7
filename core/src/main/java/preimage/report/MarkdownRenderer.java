package preimage.report;

import static java.util.stream.Collectors.joining;

/** Tables in the Markdown that GitHub reads; the best numbers are bold. */
public final class MarkdownRenderer {
  private MarkdownRenderer() {}

  /** The title in bold, the table, and its caption, each ended by a line feed. */
  public static String render(Table table) {
    var out = new StringBuilder();
    if (!table.title().isEmpty()) {
      out.append("**").append(escape(table.title())).append("**\n\n");
    }
    out.append(line(table.columns().stream().map(column -> escape(column.header())).toList()));
    out.append(line(table.columns().stream().map(column -> rule(column.align())).toList()));
    for (var row : table.print()) {
      out.append(line(row.stream().map(MarkdownRenderer::cell).toList()));
    }
    if (!table.caption().isEmpty()) {
      out.append('\n').append(escape(table.caption())).append('\n');
    }
    return out.toString();
  }

  private static String line(Iterable<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String rule(Column.Align align) {
    return switch (align) {
      case START -> ":--";
      case CENTRE -> ":-:";
      case END -> "--:";
    };
  }

  private static String cell(Table.Print cell) {
    return cell.best() ? "**" + escape(cell.text()) + "**" : escape(cell.text());
  }

  private static String escape(String text) {
    return text.codePoints().mapToObj(MarkdownRenderer::escape).collect(joining());
  }

  private static String escape(int character) {
    if (Character.isWhitespace(character) || Character.isISOControl(character)) {
      return " ";
    }
    var one = Character.toString(character);
    return "\\`*_[]<>|~&".contains(one) ? "\\" + one : one;
  }
}

package preimage.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tables as aligned plain text for a terminal; the best numbers carry a star. */
public final class TerminalRenderer {
  private static final String GAP = "  ";

  private TerminalRenderer() {}

  /** The header, a rule, the rows and the caption, each line ended by a line feed. */
  public static String render(Table table) {
    var lines = new ArrayList<List<String>>();
    lines.add(table.columns().stream().map(TerminalRenderer::header).toList());
    for (var row : table.print()) {
      lines.add(
          IntStream.range(0, row.size())
              .mapToObj(i -> starred(row.get(i), table.columns().get(i)))
              .toList());
    }
    int[] widths =
        IntStream.range(0, table.columns().size())
            .map(i -> lines.stream().mapToInt(line -> Width.columns(line.get(i))).max().orElse(0))
            .toArray();
    var out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      out.append(line(lines.get(i), table.columns(), widths)).append('\n');
      if (i == 0) {
        out.append(IntStream.of(widths).mapToObj("─"::repeat).collect(joining(GAP))).append('\n');
      }
    }
    if (!table.caption().isEmpty()) {
      out.append(clean(table.caption())).append('\n');
    }
    return out.toString();
  }

  private static String line(List<String> cells, List<Column> columns, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> pad(cells.get(i), columns.get(i).align(), widths[i]))
        .collect(joining(GAP))
        .stripTrailing();
  }

  private static String pad(String text, Column.Align align, int width) {
    int free = width - Width.columns(text);
    int before =
        switch (align) {
          case START -> 0;
          case CENTRE -> free / 2;
          case END -> free;
        };
    return " ".repeat(before) + text + " ".repeat(free - before);
  }

  private static String header(Column column) {
    return starred(new Table.Print(column.header(), false, false), column);
  }

  private static String starred(Table.Print cell, Column column) {
    var space = column.best() == Column.Best.NONE ? "" : " ";
    return clean(cell.text()) + (cell.best() ? "*" : space);
  }

  /** Text from a file must neither break the line nor command the terminal. */
  private static String clean(String text) {
    return text.replaceAll("\\s", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}

package preimage.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tables as HTML, with the numbers set as a printer would: true minus signs and powers of ten. */
final class TableHtml {
  private static final Pattern POWER = Pattern.compile("e(-?\\d+)");

  private TableHtml() {}

  static void write(Table table, Markup out) {
    out.open("figure").line();
    if (!table.caption().isEmpty()) {
      out.element("figcaption", table.caption(), "class", "above").line();
    }
    out.open("div", "class", "scroll", "tabindex", "0").open("table").line();
    out.open("thead").open("tr");
    for (var column : table.columns()) {
      out.element("th", column.header(), "scope", "col", "class", align(column));
    }
    out.close().close().line().open("tbody").line();
    for (var row : table.print()) {
      out.open("tr");
      for (int i = 0; i < row.size(); i++) {
        var cell = row.get(i);
        out.open("td", "class", align(table.columns().get(i)) + (cell.best() ? " best" : ""));
        if (cell.number()) {
          number(cell.text(), out);
        } else {
          out.text(cell.text());
        }
        out.close();
      }
      out.close().line();
    }
    if (table.rows().isEmpty()) {
      var across = String.valueOf(Math.max(1, table.columns().size()));
      out.open("tr").element("td", "No rows.", "colspan", across).close().line();
    }
    out.close().close().close().line().close().line();
  }

  private static String align(Column column) {
    return column.align().name().toLowerCase(Locale.ROOT);
  }

  private static void number(String text, Markup out) {
    var power = POWER.matcher(text);
    int from = 0;
    while (power.find()) {
      out.text(minus(text.substring(from, power.start()))).text(" × 10");
      out.element("sup", minus(power.group(1)));
      from = power.end();
    }
    out.text(minus(text.substring(from)));
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}

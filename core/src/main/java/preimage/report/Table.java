package preimage.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Rows of words and numbers.
 *
 * @param caption what the numbers are, or ""
 * @param rows one cell for each column
 */
public record Table(String title, String caption, List<Column> columns, List<List<Cell>> rows)
    implements Section {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (var row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " cells does not fit " + columns.size() + " columns");
      }
    }
  }

  public Table(String title, List<Column> columns, List<List<Cell>> rows) {
    this(title, "", columns, rows);
  }

  /** What is printed in one place of a table. */
  record Print(String text, boolean number, boolean best) {}

  /** The cells as they are printed, row by row. */
  List<List<Print>> print() {
    var byColumn = IntStream.range(0, columns.size()).mapToObj(this::printColumn).toList();
    return IntStream.range(0, rows.size())
        .mapToObj(row -> byColumn.stream().map(column -> column.get(row)).toList())
        .toList();
  }

  private List<Print> printColumn(int index) {
    var column = columns.get(index);
    var cells = rows.stream().map(row -> row.get(index)).toList();
    var form = column.numerals().in(cells.stream().flatMapToDouble(Table::value).toArray());
    var values = cells.stream().flatMapToDouble(Table::value).filter(v -> !Double.isNaN(v));
    var best =
        switch (column.best()) {
          case NONE -> "";
          case LOWEST -> write(form, values.min());
          case HIGHEST -> write(form, values.max());
        };
    return cells.stream().map(cell -> print(cell, form, best)).toList();
  }

  private static String write(Numerals.Form form, OptionalDouble value) {
    return value.isPresent() ? form.write(value.getAsDouble()) : "";
  }

  private static Print print(Cell cell, Numerals.Form form, String best) {
    return switch (cell) {
      case Cell.Words(var text) -> new Print(text, false, false);
      case Cell.Missing() -> new Print("–", false, false);
      case Cell.Value(var value) ->
          new Print(form.write(value), true, form.write(value).equals(best));
      case Cell.Spread(var mean, var deviation) ->
          new Print(
              form.write(mean) + " ± " + form.write(deviation),
              true,
              form.write(mean).equals(best));
    };
  }

  private static DoubleStream value(Cell cell) {
    return switch (cell) {
      case Cell.Value(var value) -> DoubleStream.of(value);
      case Cell.Spread(var mean, var deviation) -> DoubleStream.of(mean);
      case Cell.Words(var text) -> DoubleStream.empty();
      case Cell.Missing() -> DoubleStream.empty();
    };
  }
}

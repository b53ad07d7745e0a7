package preimage.report;

/**
 * How one column of a table looks.
 *
 * @param header its name, with the unit if there is one: {@code "time (s)"}
 * @param best which of its numbers is highlighted
 */
public record Column(String header, Align align, Numerals numerals, Best best) {
  /** Where entries stand in their column. */
  public enum Align {
    START,
    CENTRE,
    END
  }

  /** Which number of a column is the best; ties in print share it. */
  public enum Best {
    NONE,
    LOWEST,
    HIGHEST
  }

  /** Words, at the start of the column. */
  public static Column words(String header) {
    return new Column(header, Align.START, Numerals.significant(3), Best.NONE);
  }

  /** Numbers with about three significant digits, at the end of the column. */
  public static Column numbers(String header) {
    return numbers(header, Numerals.significant(3));
  }

  public static Column numbers(String header, Numerals numerals) {
    return new Column(header, Align.END, numerals, Best.NONE);
  }

  /** This column with its lowest number highlighted. */
  public Column lowestIsBest() {
    return new Column(header, align, numerals, Best.LOWEST);
  }

  /** This column with its highest number highlighted. */
  public Column highestIsBest() {
    return new Column(header, align, numerals, Best.HIGHEST);
  }
}

package preimage.report;

/** One entry of a table. Its column says how numbers are written. */
public sealed interface Cell {
  /** Words as they are. */
  record Words(String text) implements Cell {}

  /** A number, which may be NaN or infinite. */
  record Value(double value) implements Cell {}

  /** A number and how far it varies: {@code 0.0121 ± 0.0004}. */
  record Spread(double mean, double deviation) implements Cell {}

  /** Nothing was measured here. */
  record Missing() implements Cell {}

  static Cell of(String text) {
    return new Words(text);
  }

  static Cell of(double value) {
    return new Value(value);
  }

  static Cell of(double mean, double deviation) {
    return new Spread(mean, deviation);
  }

  static Cell missing() {
    return new Missing();
  }
}

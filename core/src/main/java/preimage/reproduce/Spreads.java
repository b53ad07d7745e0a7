package preimage.reproduce;

import java.util.Arrays;
import preimage.report.Cell;

/** Numbers of one place of a table, found with several seeds. */
final class Spreads {
  private Spreads() {}

  /** Mean and standard deviation (n − 1) of those that are numbers; one by itself; or nothing. */
  static Cell of(double... values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    if (known.length == 0) {
      return Cell.missing();
    }
    double mean = Arrays.stream(known).average().orElseThrow();
    if (known.length == 1) {
      return Cell.of(mean);
    }
    double sum = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
    return Cell.of(mean, Math.sqrt(sum / (known.length - 1)));
  }
}

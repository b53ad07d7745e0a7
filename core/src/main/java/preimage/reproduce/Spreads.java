package preimage.reproduce;

import java.util.Arrays;
import preimage.report.Cell;

/** What several numbers come to; those that are NaN were not measured. */
final class Spreads {
  private Spreads() {}

  /** Mean and standard deviation (n − 1) of those measured; one by itself; or nothing. */
  static Cell of(double... values) {
    double[] known = known(values);
    if (known.length < 2) {
      return known.length == 0 ? Cell.missing() : Cell.of(known[0]);
    }
    double mean = mean(known);
    double sum = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
    return Cell.of(mean, Math.sqrt(sum / (known.length - 1)));
  }

  /** What a table of them says below its title; some of the seeds may not have run yet. */
  static String over(int seeds) {
    return seeds == 1
        ? "Of one seed."
        : "Mean ± standard deviation over %d seeds, or over those of them that have run."
            .formatted(seeds);
  }

  /** The mean of those measured; NaN of nothing. */
  static double mean(double... values) {
    return Arrays.stream(known(values)).average().orElse(Double.NaN);
  }

  /** The median of those measured; NaN of nothing. */
  static double median(double... values) {
    double[] sorted = known(values);
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  private static double[] known(double... values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }
}

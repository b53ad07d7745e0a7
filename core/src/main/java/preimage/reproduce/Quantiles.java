package preimage.reproduce;

import java.util.Arrays;

/** Middles of samples. */
final class Quantiles {
  private Quantiles() {}

  /** The median; NaN of nothing. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}

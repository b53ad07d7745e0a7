package preimage.reproduce;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Differences b − a of numbers that belong together, such as those of two methods with one seed.
 *
 * @param count how many
 * @param mean of the differences; NaN where there is none
 * @param margin half the width of the 95 % interval of the mean by Student's t; NaN of fewer than
 *     two
 */
record Paired(int count, double mean, double margin) {
  private static final double TWO_SIDED = .975;

  /** Of pairs of which both are known. */
  static Paired of(double[] a, double[] b) {
    double[] differences =
        IntStream.range(0, Math.min(a.length, b.length))
            .mapToDouble(i -> b[i] - a[i])
            .filter(d -> !Double.isNaN(d))
            .toArray();
    int n = differences.length;
    double mean = Spreads.mean(differences);
    double sum = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double margin = n < 2 ? Double.NaN : quantile(n - 1) * Math.sqrt(sum / (n - 1) / n);
    return new Paired(n, mean, margin);
  }

  double low() {
    return mean - margin;
  }

  double high() {
    return mean + margin;
  }

  /** Whether the interval lies below zero. */
  boolean below() {
    return high() < 0;
  }

  /** Whether the interval lies above zero. */
  boolean above() {
    return low() > 0;
  }

  /** The 97.5 % quantile of Student's t with so many degrees of freedom, by bisection. */
  static double quantile(int freedom) {
    double low = 0;
    double high = 20;
    for (int i = 0; i < 100; i++) {
      double t = (low + high) / 2;
      if (cumulative(t, freedom) < TWO_SIDED) {
        low = t;
      } else {
        high = t;
      }
    }
    return low;
  }

  /** P(T ≤ t) in the closed form that whole degrees of freedom have, in θ = arctan(t/√ν). */
  private static double cumulative(double t, int freedom) {
    double theta = Math.atan(t / Math.sqrt(freedom));
    double cosine = Math.cos(theta);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = 0;
    for (int k = odd ? 3 : 2; k <= freedom; k += 2) {
      sum += term;
      term *= cosine * cosine * (k - 1) / k;
    }
    double inside = odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
    return (1 + inside) / 2;
  }
}

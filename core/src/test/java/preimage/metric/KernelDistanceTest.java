package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import preimage.tensor.Rng;

class KernelDistanceTest {
  private static double kernel(double[] x, double[] y) {
    double product = 0;
    for (int j = 0; j < x.length; j++) {
      product += x[j] * y[j];
    }
    return Math.pow(product / x.length + 1, 3);
  }

  /** The definition, pair by pair. */
  private static double slow(double[][] x, double[][] y) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        xx += i == j ? 0 : kernel(x[i], x[j]);
      }
      for (double[] other : y) {
        xy += kernel(x[i], other);
      }
    }
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y.length; j++) {
        yy += i == j ? 0 : kernel(y[i], y[j]);
      }
    }
    double n = x.length;
    double m = y.length;
    return xx / (n * (n - 1)) + yy / (m * (m - 1)) - 2 * xy / (n * m);
  }

  private static double fast(double[][] x, double[][] y) {
    return new KernelDistance()
        .measure(Features.of(x), Features.of(y), Rng.of(0))
        .getFirst()
        .value();
  }

  /** Across the edges of blocks, and of two sizes. */
  @Test
  void isTheMeanOverAllPairs() {
    var x = Points.normal(1100, 6, 0, 1, 1);
    var y = Points.normal(1030, 6, 0.3, 1, 2);
    double expected = slow(x, y);
    assertEquals(expected, fast(x, y), 1e-11 * Math.abs(expected));
    assertEquals(expected, fast(y, x), 1e-11 * Math.abs(expected));
  }

  /** Of x and −x in one dimension: only odd powers differ. */
  @Test
  void ofTwoPointsIsTheClosedForm() {
    var x = new double[][] {{1}, {2}};
    var y = new double[][] {{-1}, {-2}};
    // Within: (2 + 1)³ each. Between: (−1 + 1)³, twice (−2 + 1)³, (−4 + 1)³.
    assertEquals(27 + 27 - 2 * (-2 - 27) / 4.0, fast(x, y), 1e-12);
  }

  @Test
  void isUnbiasedAndSoSometimesNegative() {
    double sum = 0;
    boolean negative = false;
    for (long seed = 0; seed < 20; seed++) {
      double value =
          fast(Points.normal(60, 8, 0, 1, 2 * seed), Points.normal(60, 8, 0, 1, 2 * seed + 1));
      sum += value / 20;
      negative |= value < 0;
    }
    assertTrue(negative);
    assertEquals(0, sum, 0.06);
  }
}

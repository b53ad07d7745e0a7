package preimage.metric;

import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

/** Small sets of vectors. */
final class Points {
  private Points() {}

  /** Normal, of this mean and deviation in every direction. */
  static double[][] normal(int n, int d, double mean, double deviation, long seed) {
    var values = Scope.call(() -> Rng.of(seed).normal(Shape.of(d), Rng.samples(0, n)).toDoubles());
    var rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = mean + deviation * values[i * d + j];
      }
    }
    return rows;
  }

  /** Whole numbers 0 … sides − 1, so that many distances are the same. */
  static double[][] lattice(int n, int d, int sides, long seed) {
    var values =
        Scope.call(
            () -> Rng.of(seed).uniform(Shape.of(d), 0, sides, Rng.samples(0, n)).toDoubles());
    var rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = Math.floor(values[i * d + j]);
      }
    }
    return rows;
  }

  static double squared(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += (x[j] - y[j]) * (x[j] - y[j]);
    }
    return sum;
  }
}

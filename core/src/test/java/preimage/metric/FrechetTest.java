package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import preimage.tensor.Rng;

class FrechetTest {
  /** A diagonal covariance: |μ − ν|² + Σ (σ − τ)². */
  @Test
  void ofIndependentNormalsIsTheClosedForm() {
    var a = diagonal(1000, new double[] {0, 1, 2}, new double[] {1, 4, 9});
    var b = diagonal(400, new double[] {1, 1, 0}, new double[] {4, 1, 0.25});
    double expected = (1 + 0 + 4) + (1 + 1 + 2.5 * 2.5);
    assertEquals(expected, Frechet.distance(a, b), 1e-12 * expected);
    assertEquals(Frechet.distance(b, a), Frechet.distance(a, b), 1e-12 * expected);
  }

  /** One of them has no spread in one direction, so that no Cholesky factor exists. */
  @Test
  void singularCovariancesAreNoTrouble() {
    var flat = diagonal(1000, new double[] {0, 0, 0}, new double[] {4, 0, 1});
    var other = diagonal(1000, new double[] {0, 0, 0}, new double[] {1, 0, 9});
    assertEquals(1 + 4, Frechet.distance(flat, other), 1e-7);
    assertEquals(0, Frechet.distance(flat, flat), 1e-7);
    var round = diagonal(1000, new double[] {0, 0, 0}, new double[] {4, 9, 1});
    assertEquals(9, Frechet.distance(flat, round), 1e-7);
    assertEquals(9, Frechet.distance(round, flat), 1e-7);
  }

  private static Moments diagonal(long n, double[] mean, double[] variance) {
    int d = mean.length;
    var scatter = new double[d * d];
    for (int i = 0; i < d; i++) {
      scatter[i * d + i] = variance[i] * (n - 1);
    }
    return new Moments(n, mean, scatter);
  }

  /** Of y = c x + b the covariances commute: |(c − 1) μ + b|² + (c − 1)² tr Σ. */
  @Test
  void ofScaledSamplesIsTheClosedForm() {
    var x = Points.normal(500, 20, 2, 3, 4);
    var y = new double[500][20];
    for (int i = 0; i < 500; i++) {
      for (int j = 0; j < 20; j++) {
        y[i][j] = 1.5 * x[i][j] - 1;
      }
    }
    var moments = Moments.of(Features.of(x));
    double apart = 0;
    for (double mean : moments.mean()) {
      apart += (0.5 * mean - 1) * (0.5 * mean - 1);
    }
    double expected = apart + 0.25 * moments.variance();
    double found = value(x, y);
    assertEquals(expected, found, 1e-10 * expected);
  }

  @Test
  void ofASetAndItselfIsNothing() {
    var x = Points.normal(300, 40, 5, 1, 1);
    assertEquals(0, value(x, x), 1e-9);
    // Fewer samples than numbers: the covariance is singular.
    var few = Points.normal(20, 40, 5, 1, 1);
    assertEquals(0, value(few, few), 1e-6);
    assertTrue(value(few, Points.normal(20, 40, 5, 1, 2)) > 1);
  }

  private static double value(double[][] x, double[][] y) {
    return new Frechet().measure(Features.of(x), Features.of(y), Rng.of(0)).getFirst().value();
  }
}

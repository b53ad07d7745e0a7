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

  /** Columns of six orders of magnitude: the roots of small eigenvalues drown in rounding. */
  @Test
  void columnsOfManyScalesAreNoTrouble() {
    int d = 60;
    var one = new double[d];
    var other = new double[d];
    double expected = 0;
    for (int i = 0; i < d; i++) {
      one[i] = Math.pow(10, i % 7 - 3);
      other[i] = 1.25 * one[i];
      expected += one[i] * one[i] / 16;
    }
    var a = turned(one);
    var b = turned(other);
    assertEquals(expected, Frechet.distance(a, b), 1e-9 * expected);
    assertEquals(expected, Frechet.distance(b, a), 1e-9 * expected);
  }

  /** Deviations along axes of which each two neighbours are turned by some angle. */
  private static Moments turned(double[] deviations) {
    int d = deviations.length;
    long n = 1000;
    var scatter = new double[d * d];
    for (int i = 0; i < d; i += 2) {
      double c = Math.cos(i);
      double s = Math.sin(i);
      double x = deviations[i] * deviations[i] * (n - 1);
      double y = deviations[i + 1] * deviations[i + 1] * (n - 1);
      scatter[i * d + i] = c * c * x + s * s * y;
      scatter[i * d + i + 1] = c * s * (x - y);
      scatter[(i + 1) * d + i] = c * s * (x - y);
      scatter[(i + 1) * d + i + 1] = s * s * x + c * c * y;
    }
    return new Moments(n, new double[d], scatter);
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

package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.metric.PrecisionRecall.Counts;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

class PrecisionRecallTest {
  private static double[] radii(double[][] x, int k) {
    return IntStream.range(0, x.length)
        .mapToDouble(i ->
            IntStream.range(0, x.length)
                .filter(j -> j != i)
                .mapToDouble(j -> Points.squared(x[i], x[j]))
                .sorted()
                .skip(k - 1)
                .findFirst()
                .orElseThrow())
        .toArray();
  }

  /** The definition, pair by pair in double precision. */
  private static Counts slow(double[][] x, double[][] y, int k) {
    var ofX = radii(x, k);
    var ofY = radii(y, k);
    long pairs = 0;
    var precise = new boolean[y.length];
    var recalled = new boolean[x.length];
    var covered = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        double distance = Points.squared(x[i], y[j]);
        if (distance < ofX[i]) {
          pairs++;
          precise[j] = true;
          covered[i] = true;
        }
        recalled[i] |= distance < ofY[j];
      }
    }
    return new Counts(count(precise), count(recalled), pairs, count(covered));
  }

  private static long count(boolean[] flags) {
    long sum = 0;
    for (boolean flag : flags) {
      sum += flag ? 1 : 0;
    }
    return sum;
  }

  private static void same(double[][] x, double[][] y, int k) {
    var expected = slow(x, y, k);
    assertTrue(expected.pairs() > 0, "nothing to count");
    assertEquals(expected, new PrecisionRecall(k).count(Features.of(x), Features.of(y)));
  }

  @Test
  void countsAsTheDefinitionDoes() {
    // Two sizes, across the edges of blocks.
    same(Points.normal(1100, 9, 0, 1, 1), Points.normal(1030, 9, .1, 1.1, 2), 5);
    same(Points.normal(40, 100, 5, 1, 1), Points.normal(30, 100, 5, 1, 2), 1);
    same(Points.normal(6, 2, 0, 1, 1), Points.normal(7, 2, 0, 1, 2), 5);
  }

  /** Distances that are equal, on radii too: strictly nearer is what counts. */
  @Test
  void countsExactTiesAsOutside() {
    var x = Points.lattice(1100, 5, 4, 1);
    var y = Points.lattice(600, 5, 4, 2);
    same(x, y, 5);
    same(x, x, 3);
    // A line of points one apart: each ball of k = 1 ends at the neighbours.
    var line = new double[9][1];
    Arrays.setAll(line, i -> new double[] {i});
    var between = new double[8][1];
    Arrays.setAll(between, i -> new double[] {i + 1});
    assertEquals(
        new Counts(8, 8, 8, 8),
        new PrecisionRecall(1).count(Features.of(line), Features.of(between)));
  }

  /** Far from the origin, with differences that single precision does not see. */
  @Test
  void resolvesWhatSinglePrecisionDoesNot() {
    var x = Points.normal(300, 8, 1e6, 1e-3, 1);
    var y = Points.normal(300, 8, 1e6, 1e-3, 2);
    same(x, y, 5);
    // One far point more makes everybody else one heap for single precision.
    x[0] = new double[] {2e6, 0, 0, 0, 0, 0, 0, 0};
    same(x, y, 5);
  }

  /** Pairs a hair inside and a hair outside the radius. */
  @Test
  void decidesNearTiesAsDoublePrecisionDoes() {
    int d = 16;
    var x = new double[8][d];
    for (int i = 0; i < 8; i++) {
      x[i][0] = 100 * (i / 2);
      x[i][1] = i % 2;
    }
    var y = new double[8][d];
    for (int i = 0; i < 8; i++) {
      // At distance 1 ∓ 2⁻⁴⁰ from x[2 (i / 2)], whose radius is 1, on the side away from its pair.
      y[i][0] = 100 * (i / 2);
      y[i][1] = -1 + (i % 2 == 0 ? 0x1p-40 : -0x1p-40);
    }
    same(x, y, 1);
    assertEquals(4, new PrecisionRecall(1).count(Features.of(x), Features.of(y)).precise());
  }

  @Test
  void hugeAndTinyNumbersAreNoTrouble() {
    same(Points.normal(60, 4, 0, 1e30, 1), Points.normal(60, 4, 0, 1e30, 2), 3);
    same(Points.normal(60, 4, 0, 1e-30, 1), Points.normal(60, 4, 0, 1e-30, 2), 3);
  }

  /** Naeem et al., 2020: of two sets of one distribution, density is 1 and coverage 1 − 2⁻ᵏ. */
  @Test
  void densityAndCoverageOfOneDistributionAreKnown() {
    var x = Features.of(Points.normal(2000, 3, 0, 1, 1));
    var y = Features.of(Points.normal(2000, 3, 0, 1, 2));
    var values = new PrecisionRecall().measure(x, y, Rng.of(0));
    assertEquals("density", values.get(2).name());
    assertEquals(1, values.get(2).value(), 0.05);
    assertEquals(1 - Math.pow(2, -5), values.get(3).value(), 0.01);
  }

  @Test
  void refusesNoNeighbours() {
    assertThrows(Misuse.class, () -> new PrecisionRecall(0));
    assertEquals(6, new PrecisionRecall().least());
    assertEquals(Integer.MAX_VALUE, new PrecisionRecall(Integer.MAX_VALUE).least());
  }
}

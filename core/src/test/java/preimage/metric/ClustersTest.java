package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

class ClustersTest {
  private static int nearest(double[] x, double[][] centres) {
    int best = 0;
    for (int c = 1; c < centres.length; c++) {
      if (Points.squared(x, centres[c]) < Points.squared(x, centres[best])) {
        best = c;
      }
    }
    return best;
  }

  /** Lloyd's iterations by the definition until nothing moves. */
  private static double[][] slow(double[][] x, double[][] start) {
    var centres = start;
    while (true) {
      var sums = new double[centres.length][x[0].length];
      var counts = new int[centres.length];
      for (var row : x) {
        int c = nearest(row, centres);
        counts[c]++;
        Arrays.setAll(sums[c], j -> sums[c][j] + row[j]);
      }
      for (int c = 0; c < sums.length; c++) {
        int n = counts[c];
        sums[c] = Arrays.stream(sums[c]).map(sum -> sum / n).toArray();
      }
      if (Arrays.deepEquals(centres, sums)) {
        return centres;
      }
      centres = sums;
    }
  }

  private static double inertia(double[][] x, double[][] centres) {
    return Arrays.stream(x)
        .mapToDouble(row -> Points.squared(row, centres[nearest(row, centres)]))
        .sum();
  }

  @Test
  void endsWhereLloydsIterationsEnd() {
    var x = Points.normal(3000, 6, 2, 1, 1);
    var start = Arrays.copyOf(x, 12);
    var found = Clusters.from(Features.of(x), start, 1000);
    var expected = slow(x, start);
    assertTrue(found.iterations() > 5);
    assertEquals(inertia(x, expected), found.inertia(), 1e-3 * found.inertia());
    assertEquals(inertia(x, found.centres()), found.inertia(), 1e-9 * found.inertia());
    // Its bounds spare work, not iterations.
    var once = Clusters.from(Features.of(x), start, 1);
    assertEquals(1, once.iterations());
    assertTrue(once.inertia() > found.inertia());
  }

  @Test
  void findsClustersThatAreFarApart() {
    var x = new double[600][];
    for (int i = 0; i < 600; i++) {
      var row = Points.normal(1, 4, 0, .1, i)[0];
      row[i % 3] += 10;
      x[i] = row;
    }
    var found = Clusters.of(Features.of(x), 3, 100, Rng.of(5));
    assertArrayEquals(new long[] {200, 200, 200}, found.counts(Features.of(x)));
    assertEquals(inertia(x, found.centres()), found.inertia(), 1e-9 * found.inertia());
  }

  /** Wherever a row stands in a batch, and however near two centres are. */
  @Test
  void countsOfPartsAddUpToThoseOfTheWhole() {
    var x = Points.lattice(2500, 4, 3, 1);
    var clusters = new Clusters(Points.lattice(30, 4, 3, 2), 0, 0);
    var expected = new long[30];
    for (var row : x) {
      expected[nearest(row, clusters.centres())]++;
    }
    assertArrayEquals(expected, clusters.counts(Features.of(x)));
    var sum = new long[30];
    for (int part = 0; part < 7; part++) {
      var some = Arrays.copyOfRange(x, 2500 * part / 7, 2500 * (part + 1) / 7);
      var counts = clusters.counts(Features.of(some));
      Arrays.setAll(sum, c -> sum[c] + counts[c]);
    }
    assertArrayEquals(expected, sum);
  }

  @Test
  void manyCentresAreLookedAtInGroups() {
    var x = Points.normal(1500, 3, 0, 1, 3);
    var clusters = new Clusters(Points.normal(1300, 3, 0, 1, 4), 0, 0);
    var expected = Arrays.stream(x).mapToInt(row -> nearest(row, clusters.centres())).toArray();
    assertArrayEquals(expected, clusters.nearest(Features.of(x)));
  }

  @Test
  void aCentreWithoutRowsTakesAFarOne() {
    var x = Points.normal(200, 2, 0, 1, 1);
    var start = new double[][] {{0, 0}, {1e6, 1e6}, {-1e6, 1e6}};
    var found = Clusters.from(Features.of(x), start, 100);
    for (long count : found.counts(Features.of(x))) {
      assertTrue(count > 0);
    }
    // As many centres as rows, and rows that are the same.
    var twice = new double[][] {{1, 1}, {1, 1}, {2, 2}};
    assertEquals(0, Clusters.from(Features.of(twice), twice, 100).inertia(), 0);
    assertThrows(Misuse.class, () -> Clusters.of(Features.of(twice), 4, 10, Rng.of(0)));
    assertThrows(Misuse.class, () -> found.counts(Features.of(new double[][] {{1, 2, 3}})));
  }
}

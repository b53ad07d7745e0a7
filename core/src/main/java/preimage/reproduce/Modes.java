package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Equally likely round normal distributions in the plane.
 *
 * @param centres pairs of coordinates
 * @param sigma the standard deviation of each
 */
record Modes(List<List<Double>> centres, double sigma) {
  Modes {
    centres = centres.stream().map(List::copyOf).toList();
  }

  /** Eight at 2 (cos kπ/4, sin kπ/4); that the paper prints two cosines is a misprint. */
  static Modes ring() {
    return new Modes(
        IntStream.range(0, 8)
            .mapToDouble(k -> k * Math.PI / 4)
            .mapToObj(angle -> List.of(2 * Math.cos(angle), 2 * Math.sin(angle)))
            .toList(),
        .001);
  }

  /** Twenty-five at (2i, 2j), i and j from −2 to 2. */
  static Modes grid() {
    var centres = new ArrayList<List<Double>>();
    for (int i = -2; i <= 2; i++) {
      for (int j = -2; j <= 2; j++) {
        centres.add(List.of(2. * i, 2. * j));
      }
    }
    return new Modes(centres, .0025);
  }

  /** Points (n, 2), one for each of {@code samples}. */
  Tensor draw(Rng rng, long... samples) {
    float[] which = rng.purpose("mode").uniform(Shape.of(1), 0, centres.size(), samples).toArray();
    float[] at = rng.purpose("noise").normal(Shape.of(2), samples).toArray();
    for (int i = 0; i < at.length; i++) {
      int mode = Math.min((int) which[i / 2], centres.size() - 1);
      at[i] = (float) (centres.get(mode).get(i % 2) + sigma * at[i]);
    }
    return Tensor.of(at, samples.length, 2);
  }

  /**
   * How points lie.
   *
   * @param near the share of them within a radius of a mode
   * @param covered modes that have at least a tenth of their share of all points so near
   * @param distance the median distance from the nearest mode
   */
  record Fit(double near, int covered, double distance) {}

  /** Three standard deviations. */
  double three() {
    return 3 * sigma;
  }

  /** How {@code points}, pair after pair, lie. */
  Fit fit(double[] points, double radius) {
    int n = points.length / 2;
    var hits = new int[centres.size()];
    var distances = new double[n];
    int near = 0;
    for (int i = 0; i < n; i++) {
      int best = 0;
      distances[i] = Double.POSITIVE_INFINITY;
      for (int k = 0; k < hits.length; k++) {
        double x = points[2 * i] - centres.get(k).get(0);
        double y = points[2 * i + 1] - centres.get(k).get(1);
        if (Math.hypot(x, y) < distances[i]) {
          distances[i] = Math.hypot(x, y);
          best = k;
        }
      }
      if (distances[i] <= radius) {
        near++;
        hits[best]++;
      }
    }
    double share = .1 * n / centres.size();
    int covered = (int) IntStream.of(hits).filter(h -> h > 0 && h >= share).count();
    return new Fit((double) near / n, covered, Spreads.median(distances));
  }
}

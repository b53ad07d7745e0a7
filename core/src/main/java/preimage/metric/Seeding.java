package preimage.metric;

import java.util.Arrays;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Greedy k-means++: each centre is a row drawn in proportion to its squared distance from the
 * centres before, the best of some such draws.
 *
 * @see <a href="https://theory.stanford.edu/~sergei/papers/kMeansPP-soda.pdf">Arthur and
 *     Vassilvitskii, 2007</a>
 */
final class Seeding {
  private static final int ROWS_A_CENTRE = 32;

  private Seeding() {}

  /** {@code k} of the rows, drawn from among 32 · k of them. */
  static double[][] of(Features rows, int k, Rng rng) {
    int most = (int) Math.min(rows.count(), (long) ROWS_A_CENTRE * k);
    int some = Math.max(k, most);
    var order = Arrays.copyOf(rng.purpose("seeds").permutation(rows.count()), some);
    var sample = rows.at(order);
    int draws = 2 + (int) Math.log(k);
    return Scope.withoutGradient(() -> {
      Tensor x = Tensor.of(sample.rows(0, some), some, sample.dimension());
      Tensor norms = x.square().sum(1);
      var nearest = new double[some];
      Arrays.fill(nearest, 1);
      var centres = new double[k][];
      for (int c = 0; c < k; c++) {
        int before = c;
        var candidates =
            drawn(
                nearest,
                Scope.call(() ->
                    rng.purpose("candidates")
                        .step(before)
                        .uniform(Shape.of(draws), 0, 1, 0)
                        .toArray()));
        var distances = Scope.call(() -> distances(x, norms, candidates).toDoubles());
        int best = best(nearest, distances, c == 0);
        for (int i = 0; i < some; i++) {
          double distance = Math.max(0, distances[best * some + i]);
          nearest[i] = c == 0 ? distance : Math.min(nearest[i], distance);
        }
        centres[c] = sample.rows(candidates[best], candidates[best] + 1);
      }
      return centres;
    });
  }

  private static Tensor distances(Tensor x, Tensor norms, int[] candidates) {
    Tensor index = Tensor.of(candidates);
    Tensor products = x.rows(index).matmul(x.transpose(0, 1)).mul(-2);
    return products.add(norms).add(norms.rows(index).reshape(candidates.length, 1));
  }

  /** Rows drawn in proportion to their weight. */
  private static int[] drawn(double[] weights, float[] uniform) {
    var sums = weights.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    var index = new int[uniform.length];
    for (int i = 0; i < index.length; i++) {
      int at = Arrays.binarySearch(sums, uniform[i] * sums[sums.length - 1]);
      index[i] = Math.min(at < 0 ? -at - 1 : at, sums.length - 1);
    }
    return index;
  }

  /** The candidate that leaves the least sum of squared distances. */
  private static int best(double[] nearest, double[] distances, boolean first) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < distances.length / nearest.length; c++) {
      double sum = 0;
      for (int i = 0; i < nearest.length; i++) {
        double distance = Math.max(0, distances[c * nearest.length + i]);
        sum += first ? distance : Math.min(nearest[i], distance);
      }
      if (sum < least) {
        least = sum;
        best = c;
      }
    }
    return best;
  }
}

package preimage.metric;

import java.util.Arrays;
import preimage.spec.Misuse;
import preimage.tensor.Parallel;
import preimage.tensor.Rng;

/**
 * The centres of k-means.
 *
 * @param centres (k, d)
 * @param inertia the sum of the squared distances of all rows to their nearest centre
 * @param iterations how many times the centres moved
 */
public record Clusters(double[][] centres, double inertia, int iterations) {
  /**
   * Lloyd's iterations from greedy k-means++ (Arthur and Vassilvitskii, 2007) on some of the rows.
   *
   * @throws Misuse if there are fewer rows than centres
   */
  public static Clusters of(Features rows, int k, int iterations, Rng rng) {
    if (rows.count() < k) {
      throw new Misuse("%,d samples do not make %,d clusters".formatted(rows.count(), k));
    }
    return from(rows, Seeding.of(rows, k, rng), iterations);
  }

  /** Lloyd's iterations from these centres until they hardly move, {@code iterations} at most. */
  public static Clusters from(Features rows, double[][] start, int iterations) {
    var moved = moved(rows, start, iterations);
    return new Clusters(moved.centres, moved.inertia(rows), moved.iterations);
  }

  /** Without their inertia, which needs a copy of the rows of its own. */
  private static Clusters moved(Features rows, double[][] start, int iterations) {
    try (var lloyd = new Lloyd(rows, start)) {
      int moved = 0;
      while (moved < iterations && lloyd.move()) {
        moved++;
      }
      return new Clusters(lloyd.centres(), Double.NaN, moved);
    }
  }

  private double inertia(Features rows) {
    var nearest = nearest(rows);
    return Parallel.map(
            Math.ceilDiv(rows.count(), Cloud.BLOCK),
            block -> {
              double sum = 0;
              int to = Math.min(rows.count(), (block + 1) * Cloud.BLOCK);
              for (int i = block * Cloud.BLOCK; i < to; i++) {
                sum += Cloud.squared(rows.rows(i, i + 1), centres[nearest[i]]);
              }
              return sum;
            })
        .stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** How many rows are nearest to each centre; those of parts add up to those of the whole. */
  public long[] counts(Features rows) {
    var counts = new long[centres.length];
    Arrays.stream(nearest(rows)).forEach(c -> counts[c]++);
    return counts;
  }

  /** The number of the nearest centre of each row, by exact distances; the first of equals. */
  public int[] nearest(Features rows) {
    var places = Features.of(centres);
    if (rows.dimension() != places.dimension()) {
      throw new Misuse(
          "clusters of %,d columns have no place for rows of %,d"
              .formatted(places.dimension(), rows.dimension()));
    }
    var frame = Cloud.Frame.of(places, rows);
    try (var x = new Cloud(rows, frame);
        var c = new Cloud(places, frame)) {
      var nearest = new int[rows.count()];
      Parallel.map(
          x.blocks(),
          block -> {
            var bounds = new Nearest(x, c);
            bounds.block(block, nearest);
            return 0;
          });
      return nearest;
    }
  }
}

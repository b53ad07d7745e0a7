package preimage.metric;

import java.util.Arrays;

/**
 * The k nearest of one point among those seen so far: all that may still be one of them, by bounds
 * of their squared distances.
 */
final class Neighbours {
  private final int k;
  private final double[] nearest;
  private int[] index;
  private double[] least;
  private int size;

  Neighbours(int k) {
    this.k = k;
    nearest = new double[k];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    index = new int[8 * k + 32];
    least = new double[index.length];
  }

  /** What gives exact squared distances by index. */
  @FunctionalInterface
  interface Exact {
    double squared(int j);
  }

  /** A distance of at least this cannot be among the k least. */
  double enough() {
    return nearest[k - 1];
  }

  /** One more point {@code j}, whose squared distance lies in [low, high]. */
  void see(int j, double low, double high, Exact exact) {
    if (size == index.length) {
      forget(exact);
      if (low >= enough()) {
        return;
      }
    }
    index[size] = j;
    least[size++] = low;
    insert(high);
  }

  /** The exact squared distance of the k-th nearest. */
  double kth(Exact exact) {
    settle(exact);
    return nearest[k - 1];
  }

  /** Keeps {@code nearest} ascending. */
  private void insert(double bound) {
    if (bound < nearest[k - 1]) {
      int at = k - 1;
      for (; at > 0 && nearest[at - 1] > bound; at--) {
        nearest[at] = nearest[at - 1];
      }
      nearest[at] = bound;
    }
  }

  /** Makes room: without those that are too far by now, and if that is too little by exactness. */
  private void forget(Exact exact) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (least[i] <= enough()) {
        index[kept] = index[i];
        least[kept++] = least[i];
      }
    }
    size = kept;
    if (2 * size > index.length) {
      settle(exact);
    }
  }

  /** Replaces bounds by distances, of which only the k least count. */
  private void settle(Exact exact) {
    double bound = enough();
    var distances = new double[size];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (least[i] <= bound) {
        // Exact already where it was settled before: its index is then negative.
        distances[kept++] = index[i] < 0 ? least[i] : exact.squared(index[i]);
      }
    }
    var sorted = Arrays.copyOf(distances, kept);
    Arrays.sort(sorted);
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    size = Math.min(k, kept);
    for (int i = 0; i < size; i++) {
      nearest[i] = sorted[i];
      least[i] = sorted[i];
      index[i] = -1;
    }
  }
}

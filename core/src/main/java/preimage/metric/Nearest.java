package preimage.metric;

import preimage.tensor.Scope;

/** Finds the nearest of few points for each of many. */
record Nearest(Cloud many, Cloud few) {
  /** Writes the number of the exactly nearest, the first of equals, for each row of a block. */
  void block(int block, int[] nearest) {
    int from = block * Cloud.BLOCK;
    int rows = many.end(block) - from;
    for (int group = 0; group < few.blocks(); group++) {
      int of = group;
      var products = Scope.withoutGradient(() -> many.products(many.points(block), few, of));
      int first = group * Cloud.BLOCK;
      int width = few.end(group) - first;
      for (int i = 0; i < rows; i++) {
        int leader = leader(from + i, products, i * width, first, width);
        nearest[from + i] = group == 0 ? leader : nearer(from + i, nearest[from + i], leader);
      }
    }
  }

  private int nearer(int row, int before, int other) {
    return many.exact(row, few, other) < many.exact(row, few, before) ? other : before;
  }

  /** The nearest of one group. */
  private int leader(int row, float[] products, int at, int first, int width) {
    int found = first;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < width; j++) {
      double high = few.high[first + j] - 2 * products[at + j];
      if (high < least) {
        least = high;
        found = first + j;
      }
    }
    double bound = least + many.high[row] - many.low[row];
    double distance = Double.NaN;
    for (int j = 0; j < width; j++) {
      // Only those whose least possible distance is not above the greatest possible of the leader.
      if (few.low[first + j] - 2 * products[at + j] <= bound && first + j != found) {
        if (Double.isNaN(distance)) {
          distance = many.exact(row, few, found);
        }
        double other = many.exact(row, few, first + j);
        if (other < distance || (other == distance && first + j < found)) {
          distance = other;
          found = first + j;
        }
      }
    }
    return found;
  }
}

package preimage.metric;

/** Finds the nearest of few points for each of many. */
record Nearest(Cloud many, Cloud few) {
  /** Writes the number of the exactly nearest, the first of equals, for each row of a block. */
  void block(int block, int[] nearest) {
    for (int group = 0; group < few.blocks(); group++) {
      boolean start = group == 0;
      int first = group * Cloud.BLOCK;
      int width = few.end(group) - first;
      many.products(
          block,
          few,
          group,
          (row, products, at) -> {
            int leader = leader(row, products, at, first, width);
            nearest[row] = start ? leader : nearer(row, nearest[row], leader);
          });
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

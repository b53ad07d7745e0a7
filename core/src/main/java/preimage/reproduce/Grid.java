package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of a table, each found with every seed, in blocks that are cells.
 *
 * @param seeds how many seeds
 * @param samples how many samples for each
 */
record Grid(int seeds, int samples) {
  /** Samples in a cell. */
  private static final int BLOCK = 64;

  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    for (int seed = 0; seed < seeds; seed++) {
      blocks.addAll(blocks(seed));
    }
    return blocks;
  }

  private List<Block> blocks(int seed) {
    var blocks = new ArrayList<Block>();
    for (int from = 0; from < samples; from += BLOCK) {
      blocks.add(new Block(seed, from, Math.min(samples, from + BLOCK)));
    }
    return blocks;
  }

  /** The cells of a row that are filled, seed by seed. */
  List<List<Result>> cells(Results results, String row) {
    var cells = new ArrayList<List<Result>>();
    for (int seed = 0; seed < seeds; seed++) {
      cells.add(results.all(blocks(seed).stream().map(block -> block.in(row)).toList()));
    }
    return cells;
  }

  /** One array of the samples of a row, seed by seed, as far as its cells are filled. */
  double[][] values(Results results, String row, String array) {
    return cells(results, row).stream()
        .map(cells -> cells.stream().flatMapToDouble(c -> Arrays.stream(c.numbers(array))))
        .map(values -> values.toArray())
        .toArray(double[][]::new);
  }

  /** Its mean with each seed; NaN where no cell is filled. */
  double[] means(Results results, String row, String array) {
    return Arrays.stream(values(results, row, array)).mapToDouble(Spreads::mean).toArray();
  }

  /** The mean over all seeds. */
  double mean(Results results, String row, String array) {
    return Spreads.mean(means(results, row, array));
  }
}

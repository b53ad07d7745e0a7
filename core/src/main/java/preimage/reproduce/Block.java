package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import preimage.latent.Recovery;

/**
 * Samples that are searched for together: the work of one cell.
 *
 * @param from the first of them
 * @param to the first that is not among them
 */
record Block(int seed, int from, int to) {
  /** {@code samples} for each of {@code seeds}, in blocks. */
  static List<Block> of(int seeds, int samples) {
    var blocks = new ArrayList<Block>();
    for (int seed = 0; seed < seeds; seed++) {
      for (int from = 0; from < samples; from += Recovery.CHUNK) {
        blocks.add(new Block(seed, from, Math.min(samples, from + Recovery.CHUNK)));
      }
    }
    return blocks;
  }

  int count() {
    return to - from;
  }

  /** What the cell of {@code row} is called that holds this block. */
  String in(String row) {
    return "%s-seed%d-%04d".formatted(row, seed, from);
  }

  /** The seed of the draws; no other block has it. */
  long draws() {
    return ((long) seed << 32) + from;
  }
}

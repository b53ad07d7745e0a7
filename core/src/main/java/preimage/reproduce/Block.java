package preimage.reproduce;

/**
 * Samples that are searched for together: the work of one cell.
 *
 * @param from the first of them
 * @param to the first that is not among them
 */
record Block(int seed, int from, int to) {
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

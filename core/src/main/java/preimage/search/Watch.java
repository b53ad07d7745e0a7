package preimage.search;

/** Whoever wants to know how a search is getting on. */
@FunctionalInterface
public interface Watch {
  Watch NOBODY = standing -> {};

  /** Told after each step, on the searching thread; an exception ends the search. */
  void see(Standing standing);

  /**
   * How a search stands.
   *
   * @param step the steps taken, of {@code steps} at most
   * @param searching samples still searching, of {@code samples}
   */
  record Standing(long step, long steps, int searching, int samples) {
    /** For a line of progress. */
    public String text() {
      return "step %d of %d, %d searching".formatted(step, steps, searching);
    }
  }
}

package preimage.cli;

/** What the program says to the shell. */
final class Exit {
  static final int DONE = 0;

  /** Something outside the program went wrong, or the program itself. */
  static final int FAILED = 1;

  /** The user asked for something that cannot be. */
  static final int MISUSED = 2;

  /** The results are written, but samples diverged. */
  static final int DIVERGED = 3;

  /**
   * The user interrupted. What can be resumed is saved; what is written as a whole is not written
   * at all.
   */
  static final int INTERRUPTED = 130;

  private Exit() {}
}

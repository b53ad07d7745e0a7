package preimage.work;

/** Asked by long work, between two steps: should it save what it has and end? */
@FunctionalInterface
public interface Stop {
  boolean requested();

  /** For work that nobody interrupts. */
  static Stop never() {
    return () -> false;
  }
}

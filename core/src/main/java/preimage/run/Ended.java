package preimage.run;

/** How a training ended, after how many steps. */
public record Ended(End end, long step) {
  /** The ways to end. */
  public enum End {
    FINISHED,
    /** Asked to stop; the checkpoint is there. */
    STOPPED,
    /** A loss was no longer a number; the last good checkpoint is there. */
    DIVERGED
  }
}

package preimage.work;

/** Work was cut off because somebody asked for it. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("stopped");
  }
}

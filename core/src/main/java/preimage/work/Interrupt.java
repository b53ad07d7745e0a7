package preimage.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * From its making until it is closed, an interrupt of the process (Ctrl-C, {@code kill}) asks the
 * work to stop rather than stopping it: the process ends once this is closed, or after a minute.
 *
 * <p>The work looks at {@link #requested} between two steps. All that is to be saved or said is
 * saved and said before {@code close}: the process ends with it, by the code of the signal (130 for
 * Ctrl-C).
 */
public final class Interrupt implements Stop, AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  private Interrupt(Runnable heard) {
    hook = new Thread(() -> ask(heard), "interrupt");
  }

  /**
   * Starts to listen.
   *
   * @param heard what to do first when an interrupt comes: tell the user that the work is about to
   *     stop
   */
  public static Interrupt listen(Runnable heard) {
    var interrupt = new Interrupt(heard);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void ask(Runnable heard) {
    if (closed.getCount() == 0) {
      return;
    }
    requested = true;
    heard.run();
    try {
      var _ = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the hook runs, and sees that this is closed.
    }
  }
}

package preimage.latent;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import preimage.search.Watch;
import preimage.work.Progress;

/**
 * Tells a task of each step of one batch after the other, and of a search that goes on for minutes
 * how long it may still take: its samples may be finished before.
 */
final class Telling implements Watch {
  private static final double LONG = 60;

  private final Progress.Task task;
  private final IntSupplier done;
  private final LongSupplier nanos;
  private long begun;

  /**
   * @param done the samples of the task that are behind
   * @param nanos a clock
   */
  Telling(Progress.Task task, IntSupplier done, LongSupplier nanos) {
    this.task = task;
    this.done = done;
    this.nanos = nanos;
  }

  @Override
  public void see(Standing standing) {
    long now = nanos.getAsLong();
    if (standing.step() == 1) {
      begun = now;
    }
    double left =
        (now - begun) * 1e-9 / (standing.step() - 1.) * (standing.steps() - standing.step());
    var most = left > LONG ? ", at most " + Progress.duration(left) : "";
    task.at(done.getAsInt(), standing.text() + most);
  }
}

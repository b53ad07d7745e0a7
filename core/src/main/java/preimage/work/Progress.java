package preimage.work;

import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/** Where long work says how far it is. Implementations may be called from any thread. */
public interface Progress {
  /**
   * Begins a task.
   *
   * @param what what is being done, for example {@code training}
   * @param unit what is counted, in the plural, for example {@code steps}
   * @param total how many there will be, if that is known
   */
  Task start(String what, String unit, OptionalLong total);

  /** The same with a known total. */
  default Task start(String what, String unit, long total) {
    return start(what, unit, OptionalLong.of(total));
  }

  /** Says something that stays to be read. */
  void say(String sentence);

  /** One piece of work; its pace counts from the first report. */
  interface Task extends AutoCloseable {
    /**
     * So much is done, the past included where work goes on from a checkpoint.
     *
     * @param note further figures, for example the losses; may be empty
     */
    void at(long done, String note);

    /** The same without a note. */
    default void at(long done) {
      at(done, "");
    }

    @Override
    void close();
  }

  /** Says nothing. */
  static Progress silent() {
    return new Silent();
  }

  /**
   * Writes to {@code out}: one line that changes in place if {@code terminal}, otherwise a new line
   * now and then; nothing of tasks that are over in a moment.
   */
  static Progress on(PrintStream out, boolean terminal) {
    return new ProgressLine(out, terminal, System::nanoTime);
  }

  /**
   * This, for work that loses nothing by being cut off: the first report after a stop was requested
   * ends it with {@link CancellationException}.
   */
  default Progress until(Stop stop) {
    return new Until(this, stop);
  }

  /** {@code 2 h 05 min}: how long so many seconds are, in words. */
  static String duration(double seconds) {
    return ProgressLine.duration(seconds);
  }

  /** For libraries and tests. */
  record Silent() implements Progress, Task {
    @Override
    public Task start(String what, String unit, OptionalLong total) {
      return this;
    }

    @Override
    public void say(String sentence) {}

    @Override
    public void at(long done, String note) {}

    @Override
    public void close() {}
  }
}

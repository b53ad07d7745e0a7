package preimage.work;

import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/** Progress whose reports end the work once that is wanted. */
record Until(Progress progress, Stop stop) implements Progress {
  @Override
  public Task start(String what, String unit, OptionalLong total) {
    heed();
    return new Heeding(this, progress.start(what, unit, total));
  }

  @Override
  public void say(String words) {
    progress.say(words);
  }

  private void heed() {
    if (stop.requested()) {
      throw new CancellationException("stopped");
    }
  }

  private record Heeding(Until until, Task task) implements Task {
    @Override
    public void at(long done, String note) {
      until.heed();
      task.at(done, note);
    }

    @Override
    public void close() {
      task.close();
    }
  }
}

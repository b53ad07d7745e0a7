package preimage.run;

import java.util.OptionalLong;
import preimage.work.Progress;

/** Throws after a step, as if the process had been killed there. */
public record Breakdown(long step) implements Progress, Progress.Task {
  /** Not of a kind that anybody catches. */
  public static final class Broken extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Task start(String what, String unit, OptionalLong total) {
    return this;
  }

  @Override
  public void say(String sentence) {}

  @Override
  public void at(long done, String note) {
    if (done == step) {
      throw new Broken();
    }
  }

  @Override
  public void close() {}
}

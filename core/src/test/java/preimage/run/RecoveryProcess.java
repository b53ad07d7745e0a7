package preimage.run;

import java.nio.file.Path;
import java.util.OptionalLong;
import preimage.work.Progress;

/** A recovery in a process of its own that can be killed. */
final class RecoveryProcess {
  private RecoveryProcess() {}

  /** Where the toy lies, its size and count, the run's folder, and where to wait, or −1. */
  public static void main(String[] arguments) {
    var toy =
        new Recoveries(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    long heap = Runtime.getRuntime().maxMemory();
    long file = toy.targets().toFile().length();
    if (file <= heap) {
      throw new IllegalStateException(file + " bytes of targets fit into a heap of " + heap);
    }
    var progress = new Held(Long.parseLong(arguments[4]));
    toy.recover(Path.of(arguments[3]), true, toy.recipe(), progress);
  }

  private record Held(long moment) implements Progress, Progress.Task {
    @Override
    public Task start(String what, String unit, OptionalLong total) {
      return this;
    }

    @Override
    public void say(String sentence) {
      System.out.println(sentence);
    }

    @Override
    public void at(long done, String note) {
      if (done == moment) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void close() {}
  }
}

package preimage.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import preimage.run.GridFolder;
import preimage.work.Progress;

/** A reproduction in a process of its own that can be killed. */
final class ReproductionProcess {
  private ReproductionProcess() {}

  /** Model, folder, and the number of cells after which to wait for ever, 0 for none. */
  public static void main(String[] arguments) {
    var folder = new GridFolder(Path.of(arguments[1]));
    var effort = new Effort(66, 40);
    var run =
        new ReproductionRun(
            new LiptonTable1(effort, effort),
            Toys.plan(Path.of(arguments[0])),
            folder,
            Files.exists(folder.folder()));
    run.fill(cell -> true, new Held(Integer.parseInt(arguments[2]), folder));
  }

  /** Waits in the middle of a cell once so many are filled. */
  private record Held(int filled, GridFolder folder) implements Progress, Progress.Task {
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
      var names = folder.cells().toFile().list((place, name) -> name.endsWith(".json"));
      if (filled > 0 && names != null && names.length >= filled) {
        try {
          System.out.println("held");
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

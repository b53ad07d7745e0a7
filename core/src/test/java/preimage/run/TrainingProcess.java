package preimage.run;

import java.nio.file.Path;
import java.util.OptionalLong;
import preimage.work.Progress;
import preimage.work.Stop;

/** A training in a process of its own, at the default number of threads, that can be killed. */
final class TrainingProcess {
  static final String TRAINING =
      "gan(loss=sngan, backbone=dcgan(width=8), prior=uniform(dimension=16), batch=16,"
          + " critic-steps=2, flips=true, latent=qua-code)";

  private TrainingProcess() {}

  /** Folder, steps in all, and the step at which to wait for ever, 0 for none. */
  public static void main(String[] arguments) {
    var folder = new GanFolder(Path.of(arguments[0]));
    var recipe = Toy.recipe(TRAINING, Long.parseLong(arguments[1]));
    var progress = new Held(Long.parseLong(arguments[2]));
    var run = new GanRun(recipe, folder, true, 3);
    System.out.println(run.train(Toy.data(100, 28, 1), progress, Stop.never()));
  }

  private record Held(long step) implements Progress, Progress.Task {
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
      try {
        Thread.sleep(done == step ? Long.MAX_VALUE : 5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {}
  }
}

package preimage.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import preimage.Catalogs;
import preimage.work.Progress;
import preimage.work.Stop;

/** A training in a process of its own, at the default number of threads, that can be killed. */
final class TrainingProcess {
  static final String TRAINING =
      "gan(loss=sngan, backbone=dcgan(width=8), prior=uniform(dimension=16), batch=16,"
          + " critic-steps=2, flips=true, latent=qua-code)";

  private TrainingProcess() {}

  /** Folder, steps in all, the step at which to wait for ever, 0 for none, and what to train. */
  public static void main(String[] arguments) {
    var folder = Path.of(arguments[0]);
    long steps = Long.parseLong(arguments[1]);
    var progress = new Held(Long.parseLong(arguments[2]));
    var data = Toy.data(100, 28, 1);
    System.out.println(
        switch (Kind.valueOf(arguments[3])) {
          case GAN ->
              new GanRun(Toy.recipe(TRAINING, steps), new GanFolder(folder), true, 3)
                  .train(data, progress, Stop.never());
          case CLASSIFIER ->
              new ClassifierRun(
                      new ClassifierRecipe(
                          Catalogs.CLASSIFIERS.parse("classifier(batch=16)"),
                          "toy",
                          Optional.of("toy"),
                          steps,
                          5),
                      new ClassifierFolder(folder),
                      true,
                      3)
                  .train(data, Optional.of(data), progress, Stop.never());
        });
  }

  /** What is trained. */
  enum Kind {
    GAN,
    CLASSIFIER
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

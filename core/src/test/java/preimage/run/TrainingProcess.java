package preimage.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Pairs;
import preimage.net.Condition;
import preimage.work.Progress;
import preimage.work.Stop;

/** A training in a process of its own, at the default number of threads, that can be killed. */
final class TrainingProcess {
  private TrainingProcess() {}

  /** Folder, steps in all, the step at which to wait for ever, 0 for none, and what to train. */
  public static void main(String[] arguments) {
    var folder = Path.of(arguments[0]);
    long steps = Long.parseLong(arguments[1]);
    var progress = new Held(Long.parseLong(arguments[2]));
    var recipe = Kind.valueOf(arguments[3]).recipe(steps);
    System.out.println(
        switch (recipe) {
          case GanRecipe gan ->
              new GanRun(gan, new GanFolder(folder), true, 3)
                  .train(data(gan.condition()), progress, Stop.never());
          case ClassifierRecipe classifier -> {
            var data = data(new Condition.None());
            yield new ClassifierRun(classifier, new ClassifierFolder(folder), true, 3)
                .train(data, Optional.of(data), progress, Stop.never());
          }
          default -> throw new IllegalArgumentException("no training of " + recipe);
        });
  }

  /** What is trained. */
  enum Kind {
    /** Spectral norm and batch norm have memories beside the weights. */
    SPECTRAL(
        "gan(loss=sngan, backbone=dcgan(width=8), prior=uniform(dimension=16), batch=16,"
            + " critic-steps=2, flips=true, latent=qua-code)"),
    /** The penalty draws points of its own, the rate depends on the step. */
    PENALISED(
        "gan(loss=wgan-gp, backbone=cnn(width=4, early=true), prior=normal(dimension=16), batch=8,"
            + " critic-steps=2, generator-batch=16, fade=15, latent=qua)"),
    /** Conditions are images, which are read with the images that go with them. */
    PAIRED(
        "gan(loss=pix2pix, backbone=unet(width=4, patches=1), prior=normal(dimension=2), batch=4,"
            + " flips=true)"),
    CLASSIFIER("classifier(batch=16)");

    private final String training;

    Kind(String training) {
      this.training = training;
    }

    /** The steps of the checkpoints after which it is killed; each time takes a process more. */
    List<Integer> kills() {
      return switch (this) {
        case SPECTRAL, CLASSIFIER -> List.of(3, 9);
        case PENALISED, PAIRED -> List.of(6);
      };
    }

    private TrainingRecipe recipe(long steps) {
      return switch (this) {
        case SPECTRAL, PENALISED -> Toy.recipe(training, steps);
        case PAIRED ->
            new GanRecipe(
                Catalogs.TRAININGS.parse(training),
                "toy",
                new Condition.Image(1, 28, 28),
                steps,
                5);
        case CLASSIFIER ->
            new ClassifierRecipe(
                Catalogs.CLASSIFIERS.parse(training), "toy", Optional.of("toy"), steps, 5);
      };
    }

    /** Whether the models of such a training are in {@code folder}. */
    boolean published(Path folder) {
      return this == CLASSIFIER
          ? new ClassifierFolder(folder).published()
          : new GanFolder(folder).published();
    }
  }

  private static Dataset data(Condition condition) {
    var images = Toy.data(100, 28, 1);
    return condition instanceof Condition.Image
        ? new Pairs(images, Toy.data(100, 28, 2)).stacked("toy")
        : images;
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

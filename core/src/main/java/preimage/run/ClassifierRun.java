package preimage.run;

import java.util.Optional;
import preimage.data.Dataset;
import preimage.spec.Misuse;
import preimage.work.Progress;
import preimage.work.Stop;

/**
 * One training of a classifier from recipe to files; killed at any moment and resumed, it gives the
 * same weights.
 *
 * @param resume go on from a checkpoint where there is one
 * @param every how many steps lie between checkpoints; besides, one is written every two minutes
 */
public record ClassifierRun(
    ClassifierRecipe recipe, ClassifierFolder folder, boolean resume, long every) {
  public ClassifierRun {
    TrainingRun.requireEvery(every);
  }

  /**
   * Trains until the recipe is fulfilled, {@code stop} asks, or it diverges; a training that is
   * fulfilled already changes nothing.
   *
   * @param test images of the same classes that are not taught
   * @throws Misuse if the data do not suit the recipe or each other, or the folder holds something
   *     else
   */
  public Ended train(Dataset data, Optional<Dataset> test, Progress progress, Stop stop) {
    requireLabels(data);
    test.ifPresent(set -> {
      requireLabels(set);
      if (!set.shape().equals(data.shape()) || set.classes() > data.classes()) {
        throw new Misuse(
            "%s has %d classes of %s, %s %d of %s: one cannot judge the other"
                .formatted(
                    data.name(),
                    data.classes(),
                    data.shape(),
                    set.name(),
                    set.classes(),
                    set.shape()));
      }
    });
    var lesson = new ClassifierLesson(recipe, folder, data.shape(), data.classes(), test);
    return new TrainingRun<>(recipe, folder.files(), lesson, resume, every)
        .train(data, progress, stop);
  }

  private static void requireLabels(Dataset data) {
    if (data.classes() < 2) {
      throw new Misuse(data.name() + " has no labels to learn, or only one");
    }
  }
}

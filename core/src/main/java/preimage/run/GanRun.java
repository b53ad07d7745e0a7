package preimage.run;

import preimage.data.Dataset;
import preimage.net.Condition;
import preimage.spec.Misuse;
import preimage.work.Progress;
import preimage.work.Stop;

/**
 * One training from recipe to files; killed at any moment and resumed, it gives the same weights.
 *
 * @param resume go on from a checkpoint where there is one
 * @param every how many steps lie between checkpoints; besides, one is written every two minutes
 */
public record GanRun(GanRecipe recipe, GanFolder folder, boolean resume, long every) {
  public GanRun {
    TrainingRun.requireEvery(every);
  }

  /**
   * Trains until the recipe is fulfilled, {@code stop} asks, or it diverges; a training that is
   * fulfilled already changes nothing. Where the condition is an image, each of the data has the
   * channels of the image to learn and then those of the one that it is made of, as {@link
   * preimage.data.Pairs#stacked} gives them.
   *
   * @throws Misuse if the data do not suit the recipe, or the folder holds something else
   */
  public Ended train(Dataset data, Progress progress, Stop stop) {
    refuse(data);
    var lesson = GanLesson.of(recipe, folder, data);
    return new TrainingRun<>(recipe, folder.files(), lesson, resume, every)
        .train(data, progress, stop);
  }

  private void refuse(Dataset data) {
    switch (recipe.condition()) {
      case Condition.None _ -> {}
      case Condition.Label(int classes) -> {
        if (data.classes() < 1 || data.classes() > classes) {
          throw new Misuse(
              "%s has %d classes, which a condition of %d does not suit"
                  .formatted(data.name(), data.classes(), classes));
        }
      }
      case Condition.Image given -> {
        var shape = data.shape();
        if (shape.size(0) <= given.channels()
            || shape.size(1) != given.height()
            || shape.size(2) != given.width()) {
          throw new Misuse(
              "%s holds %s, which are no pairs of an image and one of %d×%d×%d"
                  .formatted(data.name(), shape, given.channels(), given.height(), given.width()));
        }
      }
    }
  }
}

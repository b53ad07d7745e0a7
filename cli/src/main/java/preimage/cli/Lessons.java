package preimage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import preimage.data.Dataset;
import preimage.run.Ended;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** What every training is told of its length, and says of its end. */
final class Lessons {
  private static final int EPOCHS = 20;

  @Option(names = "--steps", paramLabel = "N", description = "How many updates of each network.")
  private Optional<Long> steps = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "How many times through the data, instead of --steps; " + EPOCHS + " unless told.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Images in a step; 64 unless told.")
  private Optional<Integer> batch = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Save so often; besides, it saves every two minutes.")
  private long every = 1000;

  @Option(names = "--resume", description = "Go on from the last checkpoint in DIR.")
  private boolean resume;

  /** Images in a step, if that was said. */
  Optional<Integer> batch() {
    return batch;
  }

  long seed() {
    return seed(0);
  }

  /** The seed, or another one if none was said. */
  long seed(long otherwise) {
    return seed.orElse(otherwise);
  }

  long every() {
    return every;
  }

  boolean resume() {
    return resume;
  }

  /** How many updates, with so many images in each. */
  long steps(Dataset set, int images) {
    if (steps.isPresent() && epochs.isPresent()) {
      throw new Misuse("give --steps or --epochs, not both");
    }
    int times = epochs.orElse(EPOCHS);
    if (times < 1) {
      throw new Misuse("epochs must be at least 1 but was " + times);
    }
    return steps.orElse((long) times * Math.max(1, set.size() / images));
  }

  /** The same, or {@code otherwise} if nothing was said of it. */
  long steps(Dataset set, int images, Optional<Long> otherwise) {
    return otherwise
        .filter(_ -> steps.isEmpty() && epochs.isEmpty())
        .orElseGet(() -> steps(set, images));
  }

  /** Tells of an end that is none, and gives the program's exit code. */
  static int end(Ended ended, Path checkpoint, Progress progress) {
    return switch (ended.end()) {
      case FINISHED -> Exit.DONE;
      case STOPPED -> {
        progress.say(
            "saved after step " + ended.step() + "; the same command with --resume goes on");
        yield Exit.INTERRUPTED;
      }
      case DIVERGED -> {
        progress.say(
            "a loss was no longer a number at step "
                + ended.step()
                + (Files.exists(checkpoint)
                    ? "; the last good checkpoint is kept"
                    : ", before the first checkpoint; try a smaller rate"));
        yield Exit.DIVERGED;
      }
    };
  }

  /** A finished training that is resumed changes nothing, not even its report. */
  static boolean unreported(Path report, Path model) {
    return report.toFile().lastModified() < model.toFile().lastModified();
  }
}

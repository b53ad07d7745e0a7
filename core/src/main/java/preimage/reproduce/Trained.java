package preimage.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import preimage.data.Dataset;
import preimage.run.Ended;
import preimage.run.GanFolder;
import preimage.run.GanRecipe;
import preimage.run.GanRun;
import preimage.run.RunFile;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Failure;
import preimage.work.Stop;

/**
 * A cell whose work is a training; killed, it goes on from its last checkpoint.
 *
 * @param shorter the cell of the same training with fewer steps, where this one begins
 */
record Trained(String cell, GanRecipe recipe, Optional<String> shorter) {
  /** The fact of a training that was given up: the step at which a loss was no number any more. */
  static final String DIVERGED = "diverged";

  private static final long CHECKPOINT_EVERY = 1_000;

  Trained(String cell, GanRecipe recipe) {
    this(cell, recipe, Optional.empty());
  }

  Job job(double effort, Dataset data) {
    return new Job(
        cell,
        recipe.words().toString(),
        effort,
        shorter.map(List::of).orElse(List.of()),
        desk -> train(desk, data));
  }

  /** Trains where the desk is. */
  Result train(Job.Desk desk, Dataset data) {
    var folder = new GanFolder(desk.own());
    shorter.ifPresent(other -> begin(new GanFolder(desk.of(other)), folder));
    boolean begun = Files.exists(desk.own());
    var run = new GanRun(recipe, folder, begun, CHECKPOINT_EVERY);
    var ended = run.train(data, desk.progress(), Stop.never());
    refuseLonger(ended, recipe.steps(), desk.own());
    var result = Result.empty().with("steps", ended.step());
    return ended.end() == Ended.End.DIVERGED ? result.with(DIVERGED, ended.step()) : result;
  }

  /** A folder may hold what a recipe of more steps has left. */
  static void refuseLonger(Ended ended, long steps, Path folder) {
    if (ended.step() > steps) {
      throw new Misuse(
          "%s holds a training of %,d steps, not of %,d; remove it to train anew"
              .formatted(folder, ended.step(), steps));
    }
  }

  /** What a cell says whose training diverged: that alone. */
  static Optional<Result> diverged(Job.Desk desk, String training) {
    var words = desk.words(training);
    return words.containsKey(DIVERGED)
        ? Optional.of(Result.empty().with(DIVERGED, words.get(DIVERGED)))
        : Optional.empty();
  }

  /** Steps do not depend on how many there will be, so the shorter training's serve here. */
  private void begin(GanFolder other, GanFolder mine) {
    if (Files.exists(mine.checkpoint()) || !Files.exists(other.checkpoint())) {
      return;
    }
    recipe
        .difference(other.words())
        .ifPresent(topic -> {
          throw new Misuse(other.folder() + " was trained with another " + topic);
        });
    try {
      Files.createDirectories(mine.folder());
    } catch (IOException e) {
      throw new Failure("cannot make " + mine.folder() + ": " + e.getMessage(), e);
    }
    // Before the checkpoint: a folder without a recipe is none to go on in.
    RunFile.in(mine.folder()).write(other.words());
    Atomically.write(mine.checkpoint(), out -> Files.copy(other.checkpoint(), out));
  }

  /**
   * The file of the generator that it has trained.
   *
   * @throws Misuse if it has not
   * @throws Failure if it diverged
   */
  Path generator(Job.Desk desk) {
    var words = desk.words(cell);
    if (words.containsKey(DIVERGED)) {
      throw new Failure(
          "the training of %s diverged at step %s".formatted(cell, words.get(DIVERGED)));
    }
    return new GanFolder(desk.of(cell)).generator();
  }
}

package preimage.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import preimage.data.Dataset;
import preimage.run.Ended;
import preimage.run.GanFolder;
import preimage.run.GanRecipe;
import preimage.run.GanRun;
import preimage.spec.Misuse;
import preimage.work.Failure;
import preimage.work.Stop;

/** A cell whose work is a training; killed, it goes on from its last checkpoint. */
record Trained(String cell, GanRecipe recipe) {
  private static final long CHECKPOINT_EVERY = 1_000;

  Job job(double effort, Dataset data) {
    return new Job(
        cell,
        recipe.words().toString(),
        effort,
        desk -> {
          boolean begun = Files.exists(desk.own());
          var run = new GanRun(recipe, new GanFolder(desk.own()), begun, CHECKPOINT_EVERY);
          var ended = run.train(data, desk.progress(), Stop.never());
          if (ended.end() == Ended.End.DIVERGED) {
            throw new Failure(
                "the training of %s diverged at step %d".formatted(desk.own(), ended.step()));
          }
          return Result.empty().with("steps", ended.step());
        });
  }

  /**
   * The file of the generator that it has trained.
   *
   * @throws Misuse if it has not
   */
  Path generator(Job.Desk desk) {
    var file = new GanFolder(desk.of(cell)).generator();
    if (!Files.exists(file)) {
      throw new Misuse("cell %s needs cell %s first".formatted(desk.cell(), cell));
    }
    return file;
  }
}

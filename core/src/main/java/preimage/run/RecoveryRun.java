package preimage.run;

import preimage.latent.Recovered;
import preimage.latent.Unused;
import preimage.net.Generator;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * One recovery of any number of targets, in memory that does not grow with what they and their
 * results weigh; killed at any moment and resumed, it gives the same results.
 *
 * @param resume go on where an earlier run of the same recipe was cut off, if there was one
 */
public record RecoveryRun(RecoveryRecipe recipe, RecoveryFolder folder, boolean resume) {
  /** What run.json calls the forward-equivalents that the start took once, for no target. */
  public static final String FIT = "fit-forward-equivalents";

  /**
   * Recovers all targets; where that is done already, changes nothing.
   *
   * @param generator the recipe's
   * @throws Misuse if the recipe's parts do not suit each other, or the folder holds something
   *     else; nothing is written then
   */
  public RecoveryResults run(Generator generator, Progress progress) {
    recipe.refuse(generator);
    folder.admit(recipe, resume);
    int count = recipe.targets().size();
    var parts = folder.parts(count);
    if (!folder.finished()) {
      int done = prepare(generator, parts, progress);
      if (done < count) {
        recover(generator, parts, done, progress);
      }
      parts.join(folder.results());
      folder.writeLines();
    } else {
      progress.say("all of " + count + " targets are done already");
    }
    parts.clear();
    return new RecoveryResults(folder.results());
  }

  /** Goes on from a target; where nothing was done before and nothing is now, nothing is left. */
  private void recover(Generator generator, RecoveryParts parts, int done, Progress progress) {
    var keeper = new Keeper(parts, done);
    try {
      recipe
          .method()
          .recover(generator, recipe.aims(), done, recipe.seed(), progress, keeper::keep);
    } finally {
      if (keeper.next == 0) {
        parts.clear();
        folder.forget();
      }
    }
  }

  /** Returns how many targets are done. */
  private int prepare(Generator generator, RecoveryParts parts, Progress progress) {
    var words = recipe.words();
    words.put(FIT, recipe.method().start().fitting(generator));
    Unused.warning(generator)
        .ifPresent(warning -> {
          progress.say(recipe.model() + ": " + warning);
          words.put("warning", warning);
        });
    folder.prepare(words);
    parts.prepare();
    int done = parts.done();
    if (resume) {
      progress.say(
          done == 0
              ? "no target is done in " + folder.folder() + " yet; starting anew"
              : "%d of %d targets are done already; going on".formatted(done, parts.count()));
    }
    return done;
  }

  /** Keeps chunk after chunk. */
  private final class Keeper {
    private final RecoveryParts parts;
    private int next;

    Keeper(RecoveryParts parts, int done) {
      this.parts = parts;
      this.next = done;
    }

    void keep(Recovered recovered) {
      if (next == 0) {
        // Before the first part: whoever finds that one finds these.
        folder.writeCurves(recovered);
      }
      int first = next;
      double[] error =
          recipe
              .truth()
              .map(z -> recovered.errors(z.rows(first, first + recovered.count())))
              .orElse(new double[0]);
      parts.add(first, ResultColumn.table(new ResultColumn.Part(recovered, error)));
      next += recovered.count();
    }
  }
}

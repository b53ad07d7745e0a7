package preimage.run;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import preimage.data.Dataset;
import preimage.run.Ended.End;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.train.TrainingState;
import preimage.work.Progress;
import preimage.work.Stop;

/**
 * Any training from recipe to files; killed at any moment and resumed, it gives the same weights.
 *
 * @param resume go on from a checkpoint where there is one
 * @param every how many steps lie between checkpoints; besides, one is written every two minutes
 */
record TrainingRun<S extends TrainingState>(
    TrainingRecipe recipe, TrainingFolder folder, Lesson<S> lesson, boolean resume, long every) {
  private static final long CHECKPOINT_NANOS = 120_000_000_000L;
  private static final int JOURNAL_EVERY = 20;

  /** Refuses checkpoints that would never come. */
  static void requireEvery(long every) {
    if (every < 1) {
      throw new Misuse("checkpoint-every must be at least 1 but was " + every);
    }
  }

  /**
   * Trains until the recipe is fulfilled, {@code stop} asks, or it diverges; a training that is
   * fulfilled already changes nothing.
   *
   * @throws Misuse if there are too few data, or the folder holds something else
   */
  Ended train(Dataset data, Progress progress, Stop stop) {
    if (data.size() < lesson.batch()) {
      throw new Misuse(
          "%s holds %d images, fewer than a batch of %d"
              .formatted(data.name(), data.size(), lesson.batch()));
    }
    folder.admit(recipe, data, resume);
    boolean goingOn = resume && folder.checkpoint().saved();
    if (goingOn && lesson.published() && folder.checkpoint().step() >= recipe.steps()) {
      return new Ended(End.FINISHED, folder.checkpoint().step());
    }
    try (var state = lesson.start()) {
      if (goingOn) {
        folder.checkpoint().restore(state);
        progress.say("going on from step " + state.step());
      } else if (resume) {
        progress.say("no checkpoint in " + folder.folder() + "; starting anew");
      }
      folder.prepare(recipe, data);
      folder.journal().rewind(state.step());
      return go(data, state, progress, stop);
    }
  }

  private Ended go(Dataset data, S state, Progress progress, Stop stop) {
    int batch = lesson.batch();
    int perEpoch = data.size() / batch;
    var order = order(data, state.step() / perEpoch);
    long saved = System.nanoTime();
    try (var task = progress.start("training", "steps", recipe.steps())) {
      while (state.step() < recipe.steps()) {
        if (state.step() % perEpoch == 0) {
          order = order(data, state.step() / perEpoch);
        }
        int from = (int) (state.step() % perEpoch) * batch;
        var losses = lesson.step(state, data.images(Arrays.copyOfRange(order, from, from + batch)));
        boolean last = state.step() == recipe.steps();
        boolean stopping = stop.requested() && !last;
        boolean due = System.nanoTime() - saved > CHECKPOINT_NANOS || state.step() % every == 0;
        boolean epoch = state.step() % perEpoch == 0;
        boolean shown = last || stopping || due || epoch;
        boolean finite = losses.values().stream().allMatch(Double::isFinite);
        if (!finite || (shown && !state.finite())) {
          return new Ended(End.DIVERGED, state.step());
        }
        task.at(state.step(), text(losses));
        note(state, losses, last || epoch);
        if (!last && (stopping || due)) {
          folder.checkpoint().save(state);
          saved = System.nanoTime();
        }
        if (stopping) {
          return new Ended(End.STOPPED, state.step());
        }
      }
    }
    // Before the last checkpoint: whoever finds that one finds the models of its step.
    lesson.publish(state);
    folder.checkpoint().save(state);
    return new Ended(End.FINISHED, state.step());
  }

  private int[] order(Dataset data, long epoch) {
    return Rng.of(recipe.seed()).purpose("order").step(epoch).permutation(data.size());
  }

  private static String text(SequencedMap<String, Double> losses) {
    return losses.entrySet().stream()
        .map(e -> "%s %.3f".formatted(e.getKey(), e.getValue()))
        .collect(joining(" "));
  }

  private void note(S state, SequencedMap<String, Double> losses, boolean looked) {
    if (state.step() % JOURNAL_EVERY == 0) {
      var facts = new LinkedHashMap<String, Object>();
      facts.put("step", state.step());
      facts.putAll(losses);
      folder.journal().add(facts);
    }
    if (looked) {
      var seen = lesson.look(state);
      if (!seen.isEmpty()) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("step", state.step());
        facts.putAll(seen);
        folder.journal().add(facts);
      }
    }
  }
}

package preimage.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.PngGrid;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Heads;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.train.GanState;
import preimage.train.GanTraining.Losses;
import preimage.work.Progress;
import preimage.work.Stop;

/**
 * One training from recipe to files; killed at any moment and resumed, it gives the same weights.
 *
 * @param resume go on from a checkpoint where there is one
 * @param every how many steps lie between checkpoints; besides, one is written every two minutes
 */
public record GanRun(GanRecipe recipe, GanFolder folder, boolean resume, long every) {
  private static final long CHECKPOINT_NANOS = 120_000_000_000L;
  private static final int JOURNAL_EVERY = 20;
  private static final int GRID = 64;

  public GanRun {
    if (every < 1) {
      throw new Misuse("checkpoint-every must be at least 1 but was " + every);
    }
  }

  /** How a training ended, after how many steps. */
  public record Ended(End end, long step) {}

  /** The ways to end. */
  public enum End {
    FINISHED,
    /** Asked to stop; the checkpoint is there. */
    STOPPED,
    /** A loss was no longer a number; the last good checkpoint is there. */
    DIVERGED
  }

  /**
   * Trains until the recipe is fulfilled, {@code stop} asks, or it diverges; a training that is
   * fulfilled already changes nothing.
   *
   * @throws Misuse if the data do not suit the recipe, or the folder holds something else
   */
  public Ended train(Dataset data, Progress progress, Stop stop) {
    refuse(data);
    folder.admit(recipe, data, resume);
    boolean goingOn = resume && folder.saved();
    if (goingOn && folder.published() && folder.step() >= recipe.steps()) {
      return new Ended(End.FINISHED, folder.step());
    }
    try (var state = recipe.training().start(data.shape(), recipe.condition(), recipe.seed())) {
      if (goingOn) {
        folder.restore(state);
        progress.say("going on from step " + state.step());
      } else if (resume) {
        progress.say("no checkpoint in " + folder.folder() + "; starting anew");
      }
      folder.prepare(recipe, data);
      folder.journal().rewind(state.step());
      return go(data, state, progress, stop);
    }
  }

  private void refuse(Dataset data) {
    int batch = recipe.training().images();
    if (data.size() < batch) {
      throw new Misuse(
          "%s holds %d images, fewer than a batch of %d"
              .formatted(data.name(), data.size(), batch));
    }
    switch (recipe.condition()) {
      case Condition.None _ -> {}
      case Condition.Label(int classes) -> {
        if (data.classes() < 1 || data.classes() > classes) {
          throw new Misuse(
              "%s has %d classes, which a condition of %d does not suit"
                  .formatted(data.name(), data.classes(), classes));
        }
      }
      case Condition.Image _ -> throw new Misuse("a GAN can be conditioned on labels only");
    }
  }

  private Ended go(Dataset data, GanState state, Progress progress, Stop stop) {
    int batch = recipe.training().images();
    int perEpoch = data.size() / batch;
    var order = order(data, state.step() / perEpoch);
    long saved = System.nanoTime();
    try (var task = progress.start("training", "steps", recipe.steps())) {
      while (state.step() < recipe.steps()) {
        if (state.step() % perEpoch == 0) {
          order = order(data, state.step() / perEpoch);
        }
        int from = (int) (state.step() % perEpoch) * batch;
        var losses = step(state, data.images(Arrays.copyOfRange(order, from, from + batch)));
        boolean last = state.step() == recipe.steps();
        boolean stopping = stop.requested() && !last;
        boolean due = System.nanoTime() - saved > CHECKPOINT_NANOS || state.step() % every == 0;
        boolean epoch = state.step() % perEpoch == 0;
        boolean shown = last || stopping || due || epoch;
        if (!losses.finite() || (shown && !state.finite())) {
          return new Ended(End.DIVERGED, state.step());
        }
        task.at(
            state.step(),
            "critic %.3f generator %.3f".formatted(losses.critic(), losses.generator()));
        note(state, losses, last || epoch);
        if (!last && (stopping || due)) {
          folder.save(state);
          saved = System.nanoTime();
        }
        if (stopping) {
          return new Ended(End.STOPPED, state.step());
        }
      }
    }
    // Before the last checkpoint: whoever finds that one finds the models of its step.
    publish(state);
    folder.save(state);
    return new Ended(End.FINISHED, state.step());
  }

  private int[] order(Dataset data, long epoch) {
    return Rng.of(recipe.seed()).purpose("order").step(epoch).permutation(data.size());
  }

  private Losses step(GanState state, Images images) {
    return Scope.call(() -> {
      var rng = Rng.of(recipe.seed()).purpose("training");
      Tensor pixels = Tensor.of(images.pixels(), images.shape().batch(images.count()));
      Optional<Tensor> labels =
          recipe.condition() instanceof Condition.Label
              ? Optional.of(Tensor.of(images.labels()))
              : Optional.empty();
      return recipe.training().step(state, recipe.condition(), pixels, labels, rng);
    });
  }

  private void note(GanState state, Losses losses, boolean pictured) {
    if (state.step() % JOURNAL_EVERY == 0) {
      var facts = new LinkedHashMap<String, Object>();
      facts.put("step", state.step());
      facts.put("critic", losses.critic());
      facts.put("generator", losses.generator());
      folder.journal().add(facts);
    }
    if (pictured) {
      var images = samples(state);
      PngGrid.square(images).write(images, folder.samples(state.step()));
    }
  }

  /** Images of the same latents each time; each class in turn where there are classes. */
  private Images samples(GanState state) {
    return Scope.withoutGradient(() -> {
      var architecture = state.generator().architecture();
      try (var average = Network.frozen(architecture, state.average().asMap())) {
        Tensor z =
            recipe
                .training()
                .prior()
                .draw(Rng.of(recipe.seed()).purpose("samples"), Rng.samples(0, GRID));
        Optional<Tensor> labels =
            recipe.condition() instanceof Condition.Label l
                ? Optional.of(Tensor.of(turns(l.classes())))
                : Optional.empty();
        Tensor own = average.apply(recipe.condition().join(z, labels));
        Tensor pixels = PixelScale.SIGNED.toPixels(own).clamp(0, 1);
        return new Images(architecture.output(), pixels.toArray());
      }
    });
  }

  private static int[] turns(int classes) {
    var labels = new int[GRID];
    Arrays.setAll(labels, i -> i % 8 * classes / 8 % classes);
    return labels;
  }

  private void publish(GanState state) {
    var shape = state.generator().architecture().output();
    Map<String, Object> provenance = folder.words();
    var prior = recipe.training().prior();
    Scope.run(() -> {
      var g =
          ModelCard.generator(
              state.generator().architecture(), prior, recipe.condition(), provenance);
      Model.stored(g, state.average().asMap()).write(folder.generator());
      var critic = state.critic().architecture();
      var judge = new Architecture(critic.input(), Heads.scoreOf(critic.layer()));
      var told = recipe.training().loss().told(recipe.condition());
      var d = ModelCard.critic(judge, shape, told, provenance);
      var weights = Heads.scoreOf(critic.layer(), state.critic().weights().asMap());
      Model.stored(d, weights).write(folder.critic());
    });
  }
}

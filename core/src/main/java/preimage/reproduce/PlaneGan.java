package preimage.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.net.Condition;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.run.Checkpoint;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.train.GanState;
import preimage.work.Failure;
import preimage.work.Progress;

/**
 * A GAN of points in the plane, from 2 standard normal latents.
 *
 * @param training a spec
 */
record PlaneGan(String training, Modes modes, int seed) {
  private static final Shape POINT = Shape.of(2);
  private static final long CHECKPOINT_EVERY = 1_000;

  /** A file of a network after so many steps. */
  static Path file(Path folder, String part, int steps) {
    return folder.resolve("%s-%d.safetensors".formatted(part, steps));
  }

  /**
   * Trains, and writes generator and critic as they are after each of {@code moments}, ascending;
   * killed, it goes on from its last checkpoint.
   *
   * @throws Failure if a loss is no number any more
   */
  void train(Path folder, int[] moments, Progress progress) {
    var how = Catalogs.TRAININGS.parse(training);
    var rng = Rng.of(seed).purpose("plane");
    var none = new Condition.None();
    int last = moments[moments.length - 1];
    make(folder);
    var checkpoint = new Checkpoint(folder.resolve("checkpoint.safetensors"));
    try (var state = how.start(POINT, none, seed);
        var task = progress.start("training", "steps", last)) {
      if (checkpoint.saved()) {
        checkpoint.restore(state);
        progress.say("going on from step " + state.step());
      }
      for (int moment : moments) {
        while (state.step() < moment) {
          Scope.run(() -> {
            var now = rng.purpose("points").step(state.step());
            Tensor points = modes.draw(now, Rng.samples(0, how.batch()));
            // What is asked for are pixels; the networks see the points themselves.
            Tensor pixels = PixelScale.SIGNED.toPixels(points);
            if (!how.step(state, none, pixels, Optional.empty(), rng).finite()) {
              throw new Failure("the training diverged at step " + state.step());
            }
          });
          task.at(state.step());
          if (state.step() % CHECKPOINT_EVERY == 0 && state.step() < moment) {
            checkpoint.save(state);
          }
        }
        if (state.step() == moment) {
          // Before its checkpoint: whoever goes on from that finds the networks of all moments.
          write(folder, moment, state, how.prior());
          checkpoint.save(state);
        }
      }
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new Failure("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path folder, int moment, GanState state, LatentPrior prior) {
    var none = new Condition.None();
    var g = state.generator().architecture();
    var d = state.critic().architecture();
    write(
        file(folder, "generator", moment),
        ModelCard.generator(g, prior, none, Map.of()),
        state.generator());
    write(
        file(folder, "critic", moment), ModelCard.critic(d, POINT, none, Map.of()), state.critic());
  }

  private static void write(Path file, ModelCard card, Network network) {
    Model.stored(card, network.weights().asMap()).write(file);
  }
}

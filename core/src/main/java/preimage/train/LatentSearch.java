package preimage.train;

import java.util.Optional;
import java.util.function.Supplier;
import preimage.net.Condition;
import preimage.net.Network;
import preimage.search.Draws;
import preimage.search.Objective;
import preimage.search.Problem;
import preimage.search.Projection;
import preimage.search.Stride;
import preimage.search.Walk;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/** What is done to latents before the players are trained on their images. */
public interface LatentSearch {
  /** Which statistics batch norm uses during a search; the running ones stay as they are. */
  enum Statistics {
    /** Evaluation mode: each sample by itself. */
    RUNNING,
    /** Those of the batch. */
    BATCH
  }

  /** The latents (n, d) whose images the critic is trained on instead of those of {@code z}. */
  default Tensor forCritic(Players players, Tensor z) {
    return z;
  }

  /** How many latents of its own the generator is trained on; none: those of the critic. */
  default Optional<Integer> generatorBatch(int batch) {
    return Optional.empty();
  }

  /** Whether latents are drawn and searched once a step, not for each update of the critic. */
  default boolean once() {
    return false;
  }

  /** Whether the generator's own images are of class numbers that are drawn. */
  default boolean drawsLabels() {
    return false;
  }

  /** What is done with pairs of latents, if anything. */
  default Optional<Pairing> pairing() {
    return Optional.empty();
  }

  /** Pairs of latents, whose first one is given. */
  interface Pairing {
    /** The second of each pair: (n, d) → (n, d). */
    Tensor partner(Players players, Tensor z);

    /** What is asked of the pairs' images. */
    ModeSeeking term();
  }

  /** Latents as they were drawn. */
  record None() implements LatentSearch {}

  /**
   * The players as they are, not to be changed, and what they are told.
   *
   * @param condition what the generator is told
   * @param values its values for the latents in question
   */
  record Players(
      Network generator,
      Network critic,
      GanLoss loss,
      Condition condition,
      Optional<Tensor> values,
      Rng rng) {

    /** G(c, z): (n, d) → (n, c, h, w). */
    Tensor images(Tensor z, Statistics statistics) {
      Tensor joined = condition.join(z, values);
      return switch (statistics) {
        case RUNNING -> generator.apply(joined);
        case BATCH -> generator.train(joined, rng.purpose("generator"));
      };
    }

    /** The generator's loss at D(c, G(c, z)): (n, d) → (n). */
    Tensor loss(Tensor z, Statistics statistics) {
      Tensor images = images(z, statistics);
      var told = loss.told(condition);
      Tensor joined = told instanceof Condition.None ? images : told.join(images, values);
      Tensor said =
          switch (statistics) {
            case RUNNING -> critic.apply(joined);
            case BATCH -> critic.train(joined, rng.purpose("critic"));
          };
      return generatorLoss(said, z.size(0));
    }

    /** The generator's loss of each of {@code count} images of which the critic said that: (n). */
    Tensor generatorLoss(Tensor said, long count) {
      return loss.generator(new Game.Judged(said).score()).reshape(count, -1).meanPerSample();
    }

    /** The same players, told other values. */
    Players with(Optional<Tensor> others) {
      return new Players(generator, critic, loss, condition, others, rng);
    }

    /** Where {@code steps} strides lead that make {@code objective} small. */
    Tensor walked(Objective objective, Tensor start, Projection within, Stride stride, int steps) {
      var draws = new Draws(rng, Rng.samples(0, start.size(0)));
      var problem = new Problem(objective, within, draws);
      return untouched(() -> new Walk(_ -> stride, steps).end(problem, start));
    }

    private Tensor untouched(Supplier<Tensor> body) {
      return generator.untouched(() -> critic.untouched(body));
    }
  }
}

package preimage.train;

import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Network;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/** What is done to latents before the players are trained on their images. */
public interface LatentSearch {
  /**
   * The players as they are, not to be changed, and what the generator is told.
   *
   * @param condition what it is
   * @param values its values for the latents in question
   * @param told what of it the critic is told
   */
  record Players(
      Network generator,
      Network critic,
      GanLoss loss,
      Condition condition,
      Optional<Tensor> values,
      Condition told,
      Rng rng) {}

  /** The latents (n, d) whose images the critic is trained on instead of those of {@code z}. */
  default Tensor forCritic(Players players, Tensor z) {
    return z;
  }

  /** How many latents of its own the generator is trained on; none: those of the critic. */
  default Optional<Integer> generatorBatch(int batch) {
    return Optional.empty();
  }

  /** Latents as they were drawn. */
  record None() implements LatentSearch {}
}

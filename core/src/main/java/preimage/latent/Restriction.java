package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.search.Projection;

/**
 * What a latent should be like beside giving the picture: a penalty added to the {@link Distance},
 * its weight α included. Published weights belong to mean squares on pixels in [−1, 1].
 */
public interface Restriction {
  /**
   * The penalty (n) of latents (n, d) that should look like draws of {@code prior}; a {@link
   * preimage.search.Residual} where least squares can take it.
   */
  Optional<Objective> towards(LatentPrior prior);

  /** What is done to latents after each step, beside keeping them feasible. */
  default Optional<Projection> after(LatentPrior prior) {
    return Optional.empty();
  }

  /** No penalty. */
  record None() implements Restriction {
    @Override
    public Optional<Objective> towards(LatentPrior prior) {
      return Optional.empty();
    }
  }
}

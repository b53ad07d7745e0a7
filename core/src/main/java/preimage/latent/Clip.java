package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Projection;

/** What happens to components of a latent that leave the support of the prior. */
public enum Clip {
  /** Nothing. */
  NONE {
    @Override
    Projection onto(LatentPrior prior) {
      return Projection.none();
    }
  },

  /** They go back to its edge, latents of a sphere to the sphere; of a normal none can leave. */
  STANDARD {
    @Override
    Projection onto(LatentPrior prior) {
      return surface(prior)
          .or(() -> prior.support().map(i -> Projection.box(i.lower(), i.upper())))
          .orElseGet(Projection::none);
    }
  },

  /**
   * Those at or beyond its edge are drawn anew from the prior, each on its own; then latents of a
   * sphere go back to it.
   *
   * @see <a href="https://arxiv.org/abs/1702.04782">Lipton and Tripathi, 2017</a>, section 2
   */
  STOCHASTIC {
    @Override
    Projection onto(LatentPrior prior) {
      var redrawn =
          prior
              .support()
              .map(i ->
                  Projection.redrawn(
                      i.lower(), i.upper(), draws -> prior.draw(draws.rng(), draws.samples())))
              .orElseGet(Projection::none);
      return surface(prior).map(redrawn::then).orElse(redrawn);
    }
  };

  abstract Projection onto(LatentPrior prior);

  private static Optional<Projection> surface(LatentPrior prior) {
    var length = prior.length();
    return length.isPresent()
        ? Optional.of(Projection.sphere(length.getAsDouble()))
        : Optional.empty();
  }
}

package preimage.latent;

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

  /** They go back to its edge; of an unbounded prior none can leave. */
  STANDARD {
    @Override
    Projection onto(LatentPrior prior) {
      return prior
          .support()
          .map(interval -> Projection.box(interval.lower(), interval.upper()))
          .orElseGet(Projection::none);
    }
  };

  abstract Projection onto(LatentPrior prior);
}

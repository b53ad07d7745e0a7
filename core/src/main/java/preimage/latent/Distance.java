package preimage.latent;

import preimage.search.Objective;

/**
 * How far the image of a latent is from its target.
 *
 * <p>Distances are measured on pixels in [−1, 1], whatever range the generator itself has: the
 * published rates and weights belong to that range.
 */
public interface Distance {
  /** The distance (n) of G(c, z) from the target, as a function of z (n, d). */
  Objective from(Aim aim);

  /** The mean over pixels and channels of (G(c, z) − x)²; Lipton and Tripathi, 2017. */
  record Squared() implements Distance {
    @Override
    public Objective from(Aim aim) {
      return new Reconstruction(aim);
    }
  }
}

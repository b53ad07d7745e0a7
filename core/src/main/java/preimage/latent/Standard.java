package preimage.latent;

import preimage.net.LatentPrior;
import preimage.tensor.Tensor;

/** Components in units of the prior: (z − mean) / deviation. */
record Standard(double mean, double deviation) {
  static Standard of(LatentPrior prior) {
    return new Standard(prior.mean(), prior.deviation());
  }

  Tensor apply(Tensor z) {
    return z.add(-mean).div(deviation);
  }
}

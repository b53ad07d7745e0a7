package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * α/d times −log of the prior's density, less its smallest value; half the mean of squares under a
 * normal prior. Least squares.
 *
 * @param weight α, not negative
 */
public record Likelihood(double weight) implements Restriction {
  public Likelihood {
    Penalty.requireWeight(weight);
  }

  public Likelihood() {
    this(1);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    Tensor any = Tensor.zeros(1, prior.dimension());
    if (prior.deviance(any).isEmpty()) {
      throw new Misuse(
          "nll restricts nothing under a prior whose density is the same everywhere; take w1 or w2");
    }
    return Optional.of(new Penalty(weight / 2, z -> prior.deviance(z).orElseThrow()));
  }
}

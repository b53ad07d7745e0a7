package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.tensor.Tensor;

/**
 * α times Wasserstein-1 between the components of one latent and the prior itself, which 10,000 of
 * its quantiles stand for: what {@link Wasserstein} is on average, without its noise.
 *
 * @param weight α, not negative
 */
public record Quantiles(double weight) implements Restriction {
  public Quantiles {
    Penalty.requireWeight(weight);
  }

  public Quantiles() {
    this(1);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    return Optional.of(new Area(weight, Atoms.of(prior)));
  }

  /** Wasserstein-1 to fixed atoms. */
  record Area(double weight, Atoms atoms) implements Objective {
    @Override
    public Tensor at(Tensor z) {
      return atoms.wasserstein(z).mul(weight);
    }

    @Override
    public Objective rows(Tensor index) {
      return this;
    }
  }
}

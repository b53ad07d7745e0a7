package preimage.latent;

import java.util.List;
import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.tensor.Tensor;

/**
 * α times the squared errors of mean and variance of the components of one latent, in units of the
 * prior's deviation and variance. Least squares.
 *
 * @param weight α, not negative
 */
public record Moments(double weight) implements Restriction {
  public Moments {
    Penalty.requireWeight(weight);
  }

  public Moments() {
    this(1);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    var standard = Standard.of(prior);
    return Optional.of(
        new Penalty(
            2 * weight,
            z -> {
              Tensor u = standard.apply(z);
              Tensor mean = u.mean(1).reshape(-1, 1);
              Tensor variance = u.sub(mean).square().mean(1).reshape(-1, 1);
              return Tensor.cat(List.of(mean, variance.add(-1)), 1);
            }));
  }
}

package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.tensor.Tensor;

/**
 * α times (‖u‖ / √d − 1)², where u are the components less the prior's mean, over its deviation:
 * most of a prior of many dimensions lies near that sphere. Least squares.
 *
 * @param weight α, not negative
 */
public record Shell(double weight) implements Restriction {
  public Shell {
    Penalty.requireWeight(weight);
  }

  public Shell() {
    this(1);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    var standard = Standard.of(prior);
    return Optional.of(
        new Penalty(
            weight,
            z -> {
              // The length has no derivative at its centre; there it counts as constant.
              Tensor square = standard.apply(z).square().mean(1).clamp(1e-12, Double.MAX_VALUE);
              return square.sqrt().add(-1).reshape(-1, 1);
            }));
  }
}

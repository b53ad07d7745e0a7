package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * α times the energy distance between the components of one latent and the prior, which 10,000 of
 * its quantiles stand for: 2 E|Z − Y| − E|Z − Z′| − E|Y − Y′|, in which Z and Z′ are any of the
 * components and Y and Y′ draws from the prior.
 *
 * @param weight α, not negative
 * @see <a href="https://doi.org/10.1016/j.jspi.2013.03.018">Székely and Rizzo, 2013</a>
 */
public record Energy(double weight) implements Restriction {
  public Energy {
    Penalty.requireWeight(weight);
  }

  public Energy() {
    this(1);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    var atoms = Atoms.of(prior);
    double spread = atoms.spread();
    return Optional.of(
        Objective.of(z -> {
          Tensor ascending = z.to(Dtype.FLOAT64).sorted();
          Tensor between = atoms.distance(ascending).mean(1).mul(2);
          return between.sub(Atoms.spread(ascending)).add(-spread).mul(weight).to(z.dtype());
        }));
  }
}

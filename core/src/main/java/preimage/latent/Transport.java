package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Objective;
import preimage.search.Residual;
import preimage.tensor.Order;
import preimage.tensor.Tensor;

/**
 * α times the mean of squares of z₍ᵢ₎ − qᵢ: the components of one latent in ascending order against
 * as many quantiles of the prior, at (i − ½) / d. The square of Wasserstein-2, and least squares.
 *
 * @param weight α, not negative
 */
public record Transport(double weight) implements Restriction {
  public Transport {
    Penalty.requireWeight(weight);
  }

  public Transport() {
    this(1);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    return Optional.of(new Ordered(weight, prior.quantiles(prior.dimension())));
  }

  private record Ordered(double weight, Tensor quantiles) implements Residual {
    @Override
    public Tensor residual(Tensor z) {
      return against(z, Order.ascending(z.detach()));
    }

    private Tensor against(Tensor z, Tensor order) {
      return z.gather(order).sub(quantiles.to(z.dtype())).mul(Math.sqrt(weight));
    }

    /** The Jacobian is a permutation. */
    @Override
    public Slopes slopes(Tensor z) {
      Tensor order = Order.ascending(z);
      Tensor swaps = order.oneHot(Math.toIntExact(z.size(1))).to(z.dtype());
      return new Slopes(against(z, order), swaps.mul(Math.sqrt(weight)), 0);
    }

    @Override
    public Residual rows(Tensor index) {
      return this;
    }
  }
}

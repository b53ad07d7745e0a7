package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Draws;
import preimage.search.Objective;
import preimage.search.Projection;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * After each step, each component is drawn anew from the prior with probability σ(hardness · (|u| −
 * threshold)), u = (z − mean) / deviation of the prior: no penalty but a move, for solvers that go
 * by the gradient.
 *
 * @param hardness how sharp the threshold is, positive; ours
 * @param threshold where every second component is drawn anew; Cho's code
 */
public record Redraw(double hardness, double threshold) implements Restriction {
  public Redraw {
    if (!(hardness > 0)) {
      throw new Misuse("hardness must be positive but was " + hardness);
    }
    if (!(threshold >= 0)) {
      throw new Misuse("threshold must not be negative but was " + threshold);
    }
  }

  public Redraw() {
    this(10, 2);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    return Optional.empty();
  }

  @Override
  public Optional<Projection> after(LatentPrior prior) {
    return Optional.of(new Chance(this, prior, Standard.of(prior)));
  }

  private record Chance(Redraw how, LatentPrior prior, Standard standard) implements Projection {
    @Override
    public Projection steady() {
      throw new Misuse(
          "redraw moves latents by chance, which this solver cannot reckon with; adam can");
    }

    @Override
    public Tensor onto(Tensor point, Draws draws) {
      Tensor far = standard.apply(point).abs().add(-how.threshold).mul(how.hardness).sigmoid();
      Tensor dice = draws.purpose("dice").uniform(point.sample(), 0, 1).to(point.dtype());
      Tensor fresh = prior.draw(draws.rng().purpose("redraw"), draws.samples());
      return fresh.to(point.dtype()).where(dice.less(far), point);
    }

    @Override
    public Projection rows(Tensor index) {
      return this;
    }
  }
}

package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Draws;
import preimage.search.Objective;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/**
 * α times the area between the distribution function of the components of one latent and that of
 * components drawn from the prior, afresh at each step: Wasserstein-1. All latents of a batch see
 * the same draw, which depends on the seed and the step alone; gradients go through the latent
 * only. Solvers that go by its curvature see the prior itself, as {@link Quantiles} does.
 *
 * @param weight α, not negative
 * @param samples components drawn, at least 1 (weight and samples as in Cho's latent restriction
 *     loss)
 */
public record Wasserstein(double weight, int samples) implements Restriction {
  public Wasserstein {
    Penalty.requireWeight(weight);
    if (samples < 1) {
      throw new Misuse("samples must be at least 1 but were " + samples);
    }
  }

  public Wasserstein() {
    this(1, 10_000);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    return Optional.of(new Fresh(this, prior, new Quantiles.Area(weight, Atoms.of(prior))));
  }

  /** Before its first moment, the distance to the prior itself; then to one draw. */
  private record Fresh(Wasserstein how, LatentPrior prior, Objective area) implements Objective {
    @Override
    public Tensor at(Tensor z) {
      return area.at(z);
    }

    @Override
    public Objective rows(Tensor index) {
      return this;
    }

    /** What it is on average. */
    @Override
    public Objective steady() {
      return area;
    }

    @Override
    public boolean settled() {
      return false;
    }

    @Override
    public Objective now(Draws moment) {
      int latents = Math.ceilDiv(how.samples, prior.dimension());
      Tensor drawn = prior.draw(moment.rng().purpose("restriction"), Rng.samples(0, latents));
      Tensor components = drawn.reshape(-1).narrow(0, 0, how.samples);
      return new Fresh(how, prior, new Quantiles.Area(how.weight, Atoms.of(components)));
    }
  }
}

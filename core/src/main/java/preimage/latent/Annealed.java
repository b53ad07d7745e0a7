package preimage.latent;

import java.util.Optional;
import preimage.net.LatentPrior;
import preimage.search.Draws;
import preimage.search.Objective;
import preimage.search.Residual;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * A weight times the mean of squares of (z − mean) / deviation of the prior, which shrinks at each
 * step and then is none at all, so that the end is not biased: it leads through the flat directions
 * of a generator whose Jacobian is rank-deficient. Least squares.
 *
 * @param weight at the first step, not negative
 * @param factor on it at each further step, in [0, 1]
 * @param steps after which it is zero, at least 1
 */
public record Annealed(double weight, double factor, int steps) implements Restriction {
  public Annealed {
    Penalty.requireWeight(weight);
    if (!(factor >= 0 && factor <= 1)) {
      throw new Misuse("factor must lie in [0, 1] but was " + factor);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  public Annealed() {
    this(10, .7, 20);
  }

  @Override
  public Optional<Objective> towards(LatentPrior prior) {
    return Optional.of(new Fading(this, Standard.of(prior), 1));
  }

  /** The weight at a step, counted from 1. */
  double at(long step) {
    return step > steps ? 0 : weight * Math.pow(factor, step - 1.);
  }

  private record Fading(Annealed how, Standard standard, long step) implements Residual {
    @Override
    public Tensor residual(Tensor z) {
      return standard.apply(z).mul(Math.sqrt(how.at(step)));
    }

    @Override
    public Slopes slopes(Tensor z) {
      double slope = Math.sqrt(how.at(step)) / standard.deviation();
      long d = z.size(1);
      Tensor each = Tensor.identity(d).to(z.dtype()).mul(slope).reshape(1, d, d);
      return new Slopes(residual(z), each.expand(z.size(0), d, d), 0);
    }

    @Override
    public Residual rows(Tensor index) {
      return this;
    }

    @Override
    public boolean settled() {
      return step > how.steps;
    }

    /** After the last step with a weight nothing changes any more. */
    @Override
    public Residual now(Draws moment) {
      return new Fading(how, standard, Math.clamp(moment.rng().step(), 1, how.steps + 1L));
    }
  }
}

package preimage.net;

import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** The distribution that a generator was trained to take its latent vectors from. */
public interface LatentPrior {
  /** The number of components of a latent vector. */
  int dimension();

  /** Latents (n, d), one for each of {@code samples}. */
  Tensor draw(Rng rng, long... samples);

  /** The interval that holds every component, where there is one. */
  default Optional<Interval> support() {
    return Optional.empty();
  }

  /** A closed interval. */
  record Interval(double lower, double upper) {}

  /** Independent components, uniform on [lower, upper]. */
  record Uniform(int dimension, double lower, double upper) implements LatentPrior {
    public Uniform {
      Demand.atLeast(1, dimension, "dimension");
      if (!(lower < upper)) {
        throw new Misuse("lower must be below upper but they were " + lower + " and " + upper);
      }
    }

    /** U(−1, 1)^dimension, as in Radford et al., 2015. */
    public Uniform(int dimension) {
      this(dimension, -1, 1);
    }

    @Override
    public Tensor draw(Rng rng, long... samples) {
      return rng.uniform(Shape.of(dimension), lower, upper, samples);
    }

    @Override
    public Optional<Interval> support() {
      return Optional.of(new Interval(lower, upper));
    }
  }

  /** Independent standard normal components. */
  record Normal(int dimension) implements LatentPrior {
    public Normal {
      Demand.atLeast(1, dimension, "dimension");
    }

    @Override
    public Tensor draw(Rng rng, long... samples) {
      return rng.normal(Shape.of(dimension), samples);
    }
  }
}

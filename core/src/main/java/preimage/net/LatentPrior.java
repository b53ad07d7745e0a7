package preimage.net;

import java.util.Optional;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Gaussian;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
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

  /**
   * What a component is less than with a probability, for probabilities in (0, 1), float64. A prior
   * that does not say has it estimated from a draw.
   */
  default Tensor quantile(Tensor probability) {
    int latents = Math.ceilDiv(1 << 18, dimension());
    Tensor drawn = draw(Rng.of(0).purpose("quantiles"), Rng.samples(0, latents));
    Tensor sorted = drawn.reshape(-1).to(Dtype.FLOAT64).sorted();
    Tensor position = probability.mul((double) sorted.count()).to(Dtype.INT64);
    return sorted.rows(position.reshape(-1)).reshape(probability.shape());
  }

  /** The quantiles of a component at (k − ½) / count, k = 1 … count: (count), float64. */
  default Tensor quantiles(int count) {
    double[] middles = IntStream.range(0, count).mapToDouble(k -> (k + .5) / count).toArray();
    return quantile(Tensor.of(middles, count));
  }

  /** The mean of a component. */
  default double mean() {
    return Scope.call(() -> quantiles(10_000).mean().item());
  }

  /** The standard deviation of a component. */
  default double deviation() {
    return Scope.call(() -> {
      Tensor all = quantiles(10_000);
      return Math.sqrt(all.sub(all.mean()).square().mean().item());
    });
  }

  /**
   * How unlikely each component is: (n, d) → (n, d), of which half the squares add up to −log of
   * the density, less its smallest value; none where the density is the same all over the support.
   */
  default Optional<Tensor> deviance(Tensor z) {
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

    @Override
    public Tensor quantile(Tensor probability) {
      return probability.mul(upper - lower).add(lower);
    }

    @Override
    public double mean() {
      return (lower + upper) / 2;
    }

    @Override
    public double deviation() {
      return (upper - lower) / Math.sqrt(12);
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

    @Override
    public Tensor quantile(Tensor probability) {
      return Gaussian.quantile(probability);
    }

    @Override
    public double mean() {
      return 0;
    }

    @Override
    public double deviation() {
      return 1;
    }

    @Override
    public Optional<Tensor> deviance(Tensor z) {
      return Optional.of(z);
    }
  }
}

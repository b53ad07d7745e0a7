package preimage.net;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.spec.Requires;
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

  /** The Euclidean length of every latent, where they have but one. */
  default OptionalDouble length() {
    return OptionalDouble.empty();
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
      Requires.atLeast(1, dimension, "dimension");
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
      Requires.atLeast(1, dimension, "dimension");
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

  /**
   * Independent standard normal components, drawn again until they lie within ±bound.
   *
   * @param bound positive; the smaller, the more typical and the more alike the images
   * @see <a href="https://arxiv.org/abs/1809.11096">Brock et al., 2019</a>, section 3.1
   */
  record TruncatedNormal(int dimension, double bound) implements LatentPrior {
    /** Below this bound fewer uniform candidates are refused than normal ones. */
    private static final double NARROW = 1.4;

    public TruncatedNormal {
      Requires.atLeast(1, dimension, "dimension");
      Requires.positive(bound, "bound");
    }

    /** Truncated at 2. */
    public TruncatedNormal(int dimension) {
      this(dimension, 2);
    }

    @Override
    public Tensor draw(Rng rng, long... samples) {
      Tensor z = Tensor.zeros(Shape.of(dimension).batch(samples.length));
      Tensor open = z.same(z);
      for (int round = 0; open.to(Dtype.FLOAT32).sum().item() > 0; round++) {
        var now = rng.purpose("round " + round);
        Tensor candidate = candidate(now, samples);
        Tensor taken = open.and(accepted(now, candidate, samples));
        z = candidate.where(taken, z);
        open = open.and(taken.not());
      }
      return z;
    }

    private Tensor candidate(Rng rng, long[] samples) {
      return bound < NARROW
          ? rng.uniform(Shape.of(dimension), -bound, bound, samples)
          : rng.normal(Shape.of(dimension), samples);
    }

    /** Uniform ones with a probability that makes them normal, normal ones within the bound. */
    private Tensor accepted(Rng rng, Tensor candidate, long[] samples) {
      Tensor within = candidate.abs().less(bound);
      return bound < NARROW
          ? rng.purpose("chance")
              .uniform(Shape.of(dimension), 0, 1, samples)
              .less(candidate.square().mul(-.5).exp())
              .and(within)
          : within;
    }

    @Override
    public Optional<Interval> support() {
      return Optional.of(new Interval(-bound, bound));
    }

    @Override
    public Optional<Tensor> deviance(Tensor z) {
      return Optional.of(z);
    }
  }

  /**
   * Uniform on the sphere around the origin.
   *
   * @param dimension at least 2
   * @param radius positive; √dimension, the length of a typical normal latent, unless given
   * @see <a href="https://arxiv.org/abs/1710.10196">Karras et al., 2018</a>, appendix A.1
   */
  record Sphere(int dimension, Optional<Double> radius) implements LatentPrior {
    public Sphere {
      Requires.atLeast(2, dimension, "dimension");
      radius.ifPresent(r -> Requires.positive(r, "radius"));
    }

    /** Of radius √dimension. */
    public Sphere(int dimension) {
      this(dimension, Optional.empty());
    }

    @Override
    public Tensor draw(Rng rng, long... samples) {
      Tensor direction = rng.normal(Shape.of(dimension), samples);
      Tensor norm = direction.square().sum(1).sqrt().reshape(samples.length, 1);
      return direction.div(norm).mul(length().orElseThrow());
    }

    @Override
    public Optional<Interval> support() {
      double r = length().orElseThrow();
      return Optional.of(new Interval(-r, r));
    }

    @Override
    public OptionalDouble length() {
      return OptionalDouble.of(radius.orElse(Math.sqrt(dimension)));
    }
  }
}

package preimage.net;

import preimage.spec.Requires;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/** How weights are drawn before training. */
public interface Initialisation {
  /** The first values of {@code parameter}. */
  Tensor draw(Parameter parameter, Rng rng);

  /**
   * Normal weights of one deviation everywhere, scales round 1.
   *
   * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al., 2015</a>, section 4: 0.02
   */
  record Normal(double deviation) implements Initialisation {
    public Normal {
      Requires.positive(deviation, "deviation");
    }

    public Normal() {
      this(0.02);
    }

    @Override
    public Tensor draw(Parameter p, Rng rng) {
      return switch (p.role()) {
        case WEIGHT -> rng.normal(p.shape(), 0).mul(deviation).reshape(sizes(p));
        case SCALE -> rng.normal(p.shape(), 0).mul(deviation).add(1).reshape(sizes(p));
        default -> constant(p);
      };
    }
  }

  /**
   * Uniform weights on ±1/√(fan in), PyTorch's default.
   *
   * @see <a href="https://doi.org/10.1007/978-3-642-35289-8_3">LeCun et al., 1998</a>, section 4.6
   */
  record Uniform() implements Initialisation {
    @Override
    public Tensor draw(Parameter p, Rng rng) {
      double bound = 1 / Math.sqrt(p.fanIn());
      return switch (p.role()) {
        case WEIGHT, BIAS -> rng.uniform(p.shape(), -bound, bound, 0).reshape(sizes(p));
        default -> constant(p);
      };
    }
  }

  private static Tensor constant(Parameter p) {
    return switch (p.role()) {
      case SCALE, RUNNING_VARIANCE, DIRECTION -> Tensor.ones(sizes(p));
      default -> Tensor.zeros(sizes(p));
    };
  }

  private static long[] sizes(Parameter p) {
    return p.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
  }
}

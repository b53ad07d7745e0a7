package preimage.net;

import preimage.tensor.Tensor;

/** A function of each value alone. */
public sealed interface Activation extends Pointwise {
  /** max(x, 0). */
  record Relu() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.relu();
    }
  }

  /**
   * x where positive, else slope · x.
   *
   * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al., 2015</a>, section 4: slope 0.2
   */
  record LeakyRelu(double slope) implements Activation {
    public LeakyRelu() {
      this(0.2);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.leakyRelu(slope);
    }
  }

  /** The hyperbolic tangent. */
  record Tanh() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.tanh();
    }
  }

  /** 1 / (1 + e⁻ˣ). */
  record Sigmoid() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.sigmoid();
    }
  }

  /** log(1 + eˣ). */
  record Softplus() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.softplus();
    }
  }
}

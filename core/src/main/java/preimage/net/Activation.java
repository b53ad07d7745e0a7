package preimage.net;

import java.util.Optional;
import preimage.tensor.Adjoints;
import preimage.tensor.Tensor;

/** A function of each value alone. */
public sealed interface Activation extends Pointwise {
  /** t times the derivative where {@code x} became {@code y}. */
  Tensor slope(Tensor t, Tensor x, Tensor y);

  @Override
  default Optional<Linearised> linearised(Tensor x, Pass pass) {
    return Optional.of(Linearised.pointwise(x, apply(x, pass), this::slope));
  }

  /** max(x, 0). */
  record Relu() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.relu();
    }

    @Override
    public Tensor slope(Tensor t, Tensor x, Tensor y) {
      return Adjoints.relu(t, y);
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

    @Override
    public Tensor slope(Tensor t, Tensor x, Tensor y) {
      return Adjoints.leakyRelu(t, x, slope);
    }
  }

  /** The hyperbolic tangent. */
  record Tanh() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.tanh();
    }

    @Override
    public Tensor slope(Tensor t, Tensor x, Tensor y) {
      return Adjoints.tanh(t, y);
    }
  }

  /** 1 / (1 + e⁻ˣ). */
  record Sigmoid() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.sigmoid();
    }

    @Override
    public Tensor slope(Tensor t, Tensor x, Tensor y) {
      return Adjoints.sigmoid(t, y);
    }
  }

  /** log(1 + eˣ). */
  record Softplus() implements Activation {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.softplus();
    }

    @Override
    public Tensor slope(Tensor t, Tensor x, Tensor y) {
      return t.mul(x.sigmoid());
    }
  }
}

package preimage.net;

import java.util.List;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Normalises each sample over all its values.
 *
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba et al., 2016</a>
 */
public record LayerNorm(double epsilon) implements Pointwise {
  public LayerNorm {
    Requires.positive(epsilon, "epsilon");
  }

  public LayerNorm() {
    this(1e-5);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return Demand.scaleAndShift(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor scale = pass.weight("weight");
    return x.layerNorm(scale, pass.weight("bias"), epsilon, scale.shape());
  }
}

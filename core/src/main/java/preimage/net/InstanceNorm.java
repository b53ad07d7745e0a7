package preimage.net;

import java.util.List;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Normalises each channel of each image over its pixels.
 *
 * @param affine whether a learned scale and shift follow
 * @see <a href="https://arxiv.org/abs/1607.08022">Ulyanov et al., 2016</a>
 */
public record InstanceNorm(double epsilon, boolean affine) implements Pointwise {
  public InstanceNorm {
    Requires.positive(epsilon, "epsilon");
  }

  public InstanceNorm() {
    this(1e-5, false);
  }

  @Override
  public Shape output(Shape input) {
    if (input.rank() != 3 || (input.size(1) == 1 && input.size(2) == 1)) {
      throw new Misuse("instance-norm takes images of several pixels, not " + input);
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return affine ? Demand.scaleAndShift(Shape.of(input.size(0))) : List.of();
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return x.instanceNorm(pass.weight("weight", affine), pass.weight("bias", affine), epsilon);
  }
}

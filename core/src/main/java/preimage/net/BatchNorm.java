package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.net.Parameter.Role;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Normalises each channel, by the batch's statistics in training and by running ones otherwise.
 *
 * @param momentum the share of the new batch in the running statistics
 * @param affine whether a learned scale and shift follow
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy, 2015</a>, algorithms 1 and 2
 */
public record BatchNorm(double epsilon, double momentum, boolean affine) implements Pointwise {
  public BatchNorm {
    Requires.positive(epsilon, "epsilon");
    Requires.positive(momentum, "momentum");
  }

  public BatchNorm() {
    this(1e-5, 0.1, true);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.size(0);
    var mean = Parameter.of("running_mean", Role.RUNNING_MEAN, channels);
    var variance = Parameter.of("running_var", Role.RUNNING_VARIANCE, channels);
    if (!affine) {
      return List.of(mean, variance);
    }
    var learned = Demand.scaleAndShift(Shape.of(channels));
    return List.of(learned.get(0), learned.get(1), mean, variance);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Optional<Tensor> scale = pass.weight("weight", affine);
    Optional<Tensor> shift = pass.weight("bias", affine);
    return x.batchNorm(
        scale,
        shift,
        pass.weight("running_mean"),
        pass.weight("running_var"),
        pass.training(),
        momentum,
        epsilon);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor deviation = pass.weight("running_var").add(epsilon).sqrt();
    Tensor slope =
        pass.weight("weight", affine)
            .map(w -> w.div(deviation))
            .orElseGet(() -> Tensor.ones(deviation.shape()).div(deviation));
    Tensor factor = x.rank() == 2 ? slope : slope.reshape(slope.size(0), 1, 1);
    return Optional.of(new Linearised(apply(x, pass), t -> t.mul(factor), v -> v.mul(factor)));
  }
}

package preimage.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * Batch norm by running statistics as part of the weights beside it, computed in float64.
 *
 * <p>It goes into any linear layer or (transposed) convolution before it; into one after it only
 * where no padding meets its shift: a linear layer, or a convolution without padding.
 */
final class BatchNormFolding {
  private BatchNormFolding() {}

  static List<Stage> fold(List<Stage> stages) {
    var all = new ArrayList<Stage>();
    for (var stage : stages) {
      var merged = all.isEmpty() ? Optional.<Stage>empty() : merged(all.getLast(), stage);
      merged.ifPresent(_ -> all.removeLast());
      all.add(merged.orElse(stage));
    }
    return all;
  }

  /** The two stages as one, if they are batch norm and something that can take it. */
  private static Optional<Stage> merged(Stage first, Stage next) {
    return next.layer() instanceof BatchNorm norm
        ? Affine.of(norm, next).into(first)
        : first.layer() instanceof BatchNorm norm
            ? Affine.of(norm, first).before(next)
            : Optional.empty();
  }

  /** scale · x + shift in each channel, float64. */
  private record Affine(Tensor scale, Tensor shift) {
    static Affine of(BatchNorm norm, Stage stage) {
      Tensor deviation = exact(stage.weight("running_var")).add(norm.epsilon()).sqrt();
      Tensor one = deviation.div(deviation);
      Tensor scale = (norm.affine() ? exact(stage.weight("weight")) : one).div(deviation);
      Tensor shift = norm.affine() ? exact(stage.weight("bias")) : one.mul(0);
      return new Affine(scale, shift.sub(exact(stage.weight("running_mean")).mul(scale)));
    }

    /** After {@code stage}. */
    Optional<Stage> into(Stage stage) {
      return switch (stage.layer()) {
        case Linear l -> Optional.of(scaled(stage, new Linear(l.out()), 0, l.bias()));
        case Conv c ->
            Optional.of(
                scaled(
                    stage, new Conv(c.out(), c.kernel(), c.stride(), c.pad(), true), 0, c.bias()));
        case Deconv d ->
            Optional.of(
                scaled(
                    stage,
                    new Deconv(d.out(), d.kernel(), d.stride(), d.pad(), true),
                    1,
                    d.bias()));
        default -> Optional.empty();
      };
    }

    private Stage scaled(Stage stage, Layer layer, int channel, boolean bias) {
      Tensor weight = stage.weight("weight");
      Tensor shifted = bias ? shift.add(exact(stage.weight("bias")).mul(scale)) : shift;
      return stage(stage, layer, along(exact(weight), channel, scale), shifted);
    }

    /** Before {@code stage}. */
    Optional<Stage> before(Stage stage) {
      return switch (stage.layer()) {
        case Linear l -> Optional.of(shifted(stage, new Linear(l.out()), l.bias()));
        case Conv c when c.pad() == 0 ->
            Optional.of(
                shifted(stage, new Conv(c.out(), c.kernel(), c.stride(), 0, true), c.bias()));
        default -> Optional.empty();
      };
    }

    private Stage shifted(Stage stage, Layer layer, boolean bias) {
      Tensor weight = exact(stage.weight("weight"));
      Tensor carried = along(weight, 1, shift).flatten().sum(1);
      Tensor all = bias ? carried.add(exact(stage.weight("bias"))) : carried;
      return stage(stage, layer, along(weight, 1, scale), all);
    }

    /** {@code weight} times the one of {@code factors} at its index along {@code dimension}. */
    private static Tensor along(Tensor weight, int dimension, Tensor factors) {
      var shape = new long[weight.rank()];
      Arrays.fill(shape, 1);
      shape[dimension] = factors.size(0);
      return weight.mul(factors.reshape(shape));
    }

    private static Stage stage(Stage old, Layer layer, Tensor weight, Tensor bias) {
      var type = old.weight("weight").dtype();
      var weights = new LinkedHashMap<String, Tensor>();
      weights.put("weight", weight.to(type));
      weights.put("bias", bias.to(type));
      return new Stage(layer, old.input(), weights);
    }

    private static Tensor exact(Tensor t) {
      return t.to(Dtype.FLOAT64);
    }
  }
}

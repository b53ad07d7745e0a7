package preimage.net;

import java.util.LinkedHashMap;
import java.util.Optional;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * A frozen network in the form that is evaluated fastest, equal to the plain one up to rounding; it
 * owns its weights and must be closed.
 *
 * <p>Batch norm goes into the layer before it or after it. Affine layers in a row that are no
 * cheaper one by one become one matrix. Images keep their channels innermost.
 */
public final class Compiled implements Mapping {
  private final Layer layer;
  private final Weights weights;

  private Compiled(Layer layer, Weights weights) {
    this.layer = layer;
    this.weights = weights;
  }

  /** {@code network} in evaluation mode, as its weights are now. */
  static Compiled of(Network network) {
    return Scope.withoutGradient(() -> {
      var whole =
          new Stage(
              network.architecture().layer(),
              network.architecture().input(),
              new LinkedHashMap<>(network.weights().asMap()));
      var compiled = Windowed.stage(Compiler.compile(whole));
      return new Compiled(compiled.layer(), Weights.of(compiled.weights()));
    });
  }

  @Override
  public Tensor apply(Tensor x) {
    return layer.apply(x, pass());
  }

  @Override
  public Optional<Linearised> linearised(Tensor x) {
    return layer.linearised(x, pass());
  }

  private Pass pass() {
    return new Pass(weights, "", false, Rng.of(0));
  }

  @Override
  public void close() {
    weights.close();
  }

  /** The layers as they are applied. */
  @Override
  public String toString() {
    return layer.toString();
  }
}

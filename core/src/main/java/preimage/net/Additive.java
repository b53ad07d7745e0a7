package preimage.net;

import java.util.Optional;
import preimage.tensor.Tensor;

/** A layer whose map is linear and has no constant: its derivative is itself. */
interface Additive extends Layer {
  @Override
  default Optional<Linearised> linearised(Tensor x, Pass pass) {
    return Optional.of(new Linearised(apply(x, pass), t -> apply(t, pass), v -> transposed(v, x)));
  }

  /** The transpose of the map in evaluation mode, to cotangents shaped like {@code x}. */
  Tensor transposed(Tensor v, Tensor x);
}

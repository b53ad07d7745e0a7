package preimage.net;

import java.util.Optional;
import preimage.tensor.Tensor;

/** A layer whose map is linear and has no constant: its derivative is itself. */
interface Additive extends Layer {
  @Override
  default Optional<Linearised> linearised(Tensor x, Pass pass) {
    return Optional.of(new Linearised(apply(x, pass), t -> apply(t, pass)));
  }
}

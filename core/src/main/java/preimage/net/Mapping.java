package preimage.net;

import java.util.Optional;
import preimage.tensor.Tensor;

/** A function of batches, each sample by itself, that owns what it is made of. */
interface Mapping extends AutoCloseable {
  /** Maps a batch, the same way for each sample whatever else is in the batch. */
  Tensor apply(Tensor x);

  /** The same together with its derivative, if all layers know theirs. */
  Optional<Linearised> linearised(Tensor x);

  @Override
  void close();
}

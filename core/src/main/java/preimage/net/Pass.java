package preimage.net;

import java.util.Map;
import java.util.Optional;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * What a layer sees of the world while it maps a batch.
 *
 * @param path where the layer stands in its network, which its weights are named by
 * @param training whether batch statistics, dropout and the like are on
 * @param rng the randomness of this pass
 */
public record Pass(Weights weights, String path, boolean training, Rng rng) {
  /** The layer's own weight of that name. */
  public Tensor weight(String name) {
    return weights.named(path.isEmpty() ? name : path + "." + name);
  }

  /** The layer's own weight of that name where it has one. */
  public Optional<Tensor> weight(String name, boolean present) {
    return present ? Optional.of(weight(name)) : Optional.empty();
  }

  /** Overwrites the layer's own weight of that name, which must not be a learned one. */
  public void remember(String name, Tensor value) {
    weights.assign(Map.of(path.isEmpty() ? name : path + "." + name, value));
  }

  /** The pass as a part of this layer sees it. */
  public Pass into(String part) {
    return new Pass(weights, path.isEmpty() ? part : path + "." + part, training, rng);
  }
}

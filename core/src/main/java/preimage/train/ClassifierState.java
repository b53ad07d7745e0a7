package preimage.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import preimage.io.NdArray;
import preimage.net.Architecture;
import preimage.net.Initialisation;
import preimage.net.Network;
import preimage.tensor.Rng;
import preimage.tensor.Weights;

/** All that a classifier's training remembers between two steps. */
public final class ClassifierState implements TrainingState {
  private final Network network;
  private final AdamWeights adam;
  private long step;

  private ClassifierState(Network network) {
    this.network = network;
    this.adam = AdamWeights.forget(network.weights());
  }

  static ClassifierState start(Architecture architecture, Initialisation how, Rng rng) {
    return new ClassifierState(Network.initialise(architecture, how, rng));
  }

  @Override
  public long step() {
    return step;
  }

  void advance() {
    step++;
  }

  /** The classifier as the last step left it: images on its range → (n, classes) logits. */
  public Network network() {
    return network;
  }

  AdamWeights adam() {
    return adam;
  }

  private Parts parts() {
    var parts = new LinkedHashMap<String, Weights>();
    parts.put("classifier", network.weights());
    parts.put("adam.mean", adam.mean());
    parts.put("adam.square", adam.square());
    return new Parts(parts);
  }

  @Override
  public boolean finite() {
    return parts().finite();
  }

  @Override
  public SequencedMap<String, NdArray> arrays() {
    return parts().arrays();
  }

  @Override
  public void restore(Map<String, NdArray> arrays, long steps) {
    parts().restore(arrays);
    step = steps;
  }

  @Override
  public void close() {
    network.close();
    adam.close();
  }
}

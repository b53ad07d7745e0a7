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

/** All that a GAN's training remembers between two steps. */
public final class GanState implements TrainingState {
  private final Network generator;
  private final Network critic;
  private final Weights average;
  private final AdamWeights generatorAdam;
  private final AdamWeights criticAdam;
  private long step;

  private GanState(Network generator, Network critic) {
    this.generator = generator;
    this.critic = critic;
    this.average = Weights.of(generator.weights().asMap());
    this.generatorAdam = AdamWeights.forget(generator.weights());
    this.criticAdam = AdamWeights.forget(critic.weights());
  }

  static GanState start(Architecture g, Architecture d, Initialisation how, Rng rng) {
    return new GanState(
        Network.initialise(g, how, rng.purpose("generator")),
        Network.initialise(d, how, rng.purpose("critic")));
  }

  @Override
  public long step() {
    return step;
  }

  void advance() {
    step++;
  }

  /** The generator as the last step left it. */
  public Network generator() {
    return generator;
  }

  public Network critic() {
    return critic;
  }

  /** The generator's weights averaged over time: the ones to use. */
  public Weights average() {
    return average;
  }

  AdamWeights generatorAdam() {
    return generatorAdam;
  }

  AdamWeights criticAdam() {
    return criticAdam;
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

  private Parts parts() {
    var parts = new LinkedHashMap<String, Weights>();
    parts.put("generator", generator.weights());
    parts.put("critic", critic.weights());
    parts.put("average", average);
    parts.put("generator-adam.mean", generatorAdam.mean());
    parts.put("generator-adam.square", generatorAdam.square());
    parts.put("critic-adam.mean", criticAdam.mean());
    parts.put("critic-adam.square", criticAdam.square());
    return new Parts(parts);
  }

  @Override
  public void close() {
    generator.close();
    critic.close();
    average.close();
    generatorAdam.close();
    criticAdam.close();
  }
}

package preimage.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import preimage.io.NdArray;
import preimage.net.Architecture;
import preimage.net.Initialisation;
import preimage.net.Network;
import preimage.net.Stored;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** All that a GAN's training remembers between two steps. */
public final class GanState implements AutoCloseable {
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

  /** The number of steps taken. */
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

  /** Whether nothing that it remembers is infinite or NaN. */
  public boolean finite() {
    return parts().values().stream().allMatch(Weights::finite);
  }

  /** Everything but the number of steps, by name. */
  public SequencedMap<String, NdArray> arrays() {
    var all = new LinkedHashMap<String, NdArray>();
    parts()
        .forEach((part, weights) ->
            Stored.arrays(weights.asMap()).forEach((name, a) -> all.put(part + "." + name, a)));
    return all;
  }

  /**
   * Continues from what {@link #arrays} gave after {@code steps}.
   *
   * @throws Misuse if an array is missing or has another shape
   */
  public void restore(Map<String, NdArray> arrays, long steps) {
    parts()
        .forEach((part, weights) ->
            Scope.run(() -> {
              var mine = new LinkedHashMap<String, Tensor>();
              weights
                  .asMap()
                  .forEach((name, w) -> mine.put(name, like(w, part + "." + name, arrays)));
              weights.assign(mine);
            }));
    step = steps;
  }

  private static Tensor like(Tensor weight, String name, Map<String, NdArray> arrays) {
    var array = arrays.get(name);
    if (array == null) {
      throw new Misuse("there is no tensor " + name);
    }
    Tensor tensor = Stored.tensor(array);
    if (!Arrays.equals(tensor.shape(), weight.shape())) {
      throw new Misuse(
          "%s must be %s but is %s"
              .formatted(name, Arrays.toString(weight.shape()), array.shape()));
    }
    return tensor;
  }

  private SequencedMap<String, Weights> parts() {
    var parts = new LinkedHashMap<String, Weights>();
    parts.put("generator", generator.weights());
    parts.put("critic", critic.weights());
    parts.put("average", average);
    parts.put("generator-adam.mean", generatorAdam.mean());
    parts.put("generator-adam.square", generatorAdam.square());
    parts.put("critic-adam.mean", criticAdam.mean());
    parts.put("critic-adam.square", criticAdam.square());
    return parts;
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

package preimage.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import preimage.io.NdArray;
import preimage.net.Architecture;
import preimage.net.Initialisation;
import preimage.net.Network;
import preimage.net.Stored;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
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

  /** Whether no weight is infinite or NaN. */
  public boolean finite() {
    return Scope.withoutGradient(() ->
        generator.weights().asMap().values().stream()
            .allMatch(w -> Double.isFinite(w.abs().sum().item())));
  }

  /** Everything but the number of steps, by name. */
  public SequencedMap<String, NdArray> arrays() {
    var all = new LinkedHashMap<String, NdArray>();
    each((part, weights) ->
        Stored.arrays(weights.asMap()).forEach((name, a) -> all.put(part + "." + name, a)));
    return all;
  }

  /** Continues from what {@link #arrays} gave after {@code steps}. */
  public void restore(Map<String, NdArray> arrays, long steps) {
    each((part, weights) ->
        Scope.run(() -> {
          var mine = new LinkedHashMap<String, NdArray>();
          weights
              .names()
              .forEach(name -> {
                var array = arrays.get(part + "." + name);
                if (array != null) {
                  mine.put(name, array);
                }
              });
          weights.assign(Stored.tensors(mine));
        }));
    step = steps;
  }

  private void each(BiConsumer<String, Weights> visitor) {
    visitor.accept("generator", generator.weights());
    visitor.accept("critic", critic.weights());
    visitor.accept("average", average);
    visitor.accept("generator-adam.mean", generatorAdam.mean());
    visitor.accept("generator-adam.square", generatorAdam.square());
    visitor.accept("critic-adam.mean", criticAdam.mean());
    visitor.accept("critic-adam.square", criticAdam.square());
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

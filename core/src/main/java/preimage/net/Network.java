package preimage.net;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** An architecture with weights; it owns them and must be closed. */
public final class Network implements Mapping {
  private static final Rng NONE = Rng.of(0);

  private final Architecture architecture;
  private final Weights weights;

  private Network(Architecture architecture, Weights weights) {
    this.architecture = architecture;
    this.weights = weights;
  }

  /** A network to train, its weights drawn afresh. */
  public static Network initialise(Architecture architecture, Initialisation how, Rng rng) {
    return Scope.call(() -> {
      var drawn = new LinkedHashMap<String, Tensor>();
      for (var p : architecture.parameters()) {
        drawn.put(p.name(), how.draw(p, rng.purpose(p.name())));
      }
      return learning(architecture, drawn);
    });
  }

  /** A network to train further, from copies of {@code weights}. */
  public static Network learning(Architecture architecture, Map<String, Tensor> weights) {
    var learned =
        architecture.parameters().stream()
            .filter(p -> p.role().learned())
            .map(Parameter::name)
            .collect(toSet());
    return new Network(architecture, Weights.learning(fitting(architecture, weights), learned));
  }

  /**
   * A network to use as it is, from copies of {@code weights}.
   *
   * @throws Misuse if a weight is missing or has another shape
   */
  public static Network frozen(Architecture architecture, Map<String, Tensor> weights) {
    return new Network(architecture, Weights.of(fitting(architecture, weights)));
  }

  /** A copy of {@code network} to use as it is. */
  public static Network frozen(Network network) {
    return frozen(network.architecture, network.weights.asMap());
  }

  @Override
  public Tensor apply(Tensor x) {
    return architecture.layer().apply(x, new Pass(weights, "", false, NONE));
  }

  /** What a classifier's last layer is given and makes of it, and what its activations show. */
  Classifier.Seen see(Tensor x) {
    var layers = new Sequence(architecture.layer()).layers();
    var pass = new Pass(weights, "", false, NONE);
    var maps = new ArrayList<Tensor>();
    Tensor before = x;
    Tensor after = x;
    for (int i = 0; i < layers.size(); i++) {
      before = after;
      after = layers.get(i).apply(before, layers.size() == 1 ? pass : pass.into("" + i));
      if (layers.get(i) instanceof Activation && after.rank() == 4) {
        maps.add(after);
      }
    }
    return new Classifier.Seen(before.flatten(), after, maps);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x) {
    return architecture.layer().linearised(x, new Pass(weights, "", false, NONE));
  }

  /** Maps a batch as in training: batch statistics, dropout drawn from {@code rng}. */
  public Tensor train(Tensor x, Rng rng) {
    return architecture.layer().apply(x, new Pass(weights, "", true, rng));
  }

  /** Runs {@code body}, and undoes what training passes in it make of running statistics. */
  public <T> T untouched(Supplier<T> body) {
    try (var before = Weights.of(weights.buffers())) {
      T result = body.get();
      weights.assign(before.asMap());
      return result;
    }
  }

  /** The same in evaluation mode, made fast for as long as its weights stay as they are now. */
  public Compiled compiled() {
    return Compiled.of(this);
  }

  /** A copy in float64 to use as it is. */
  public Network precise() {
    return Scope.call(() -> {
      var doubles = new LinkedHashMap<String, Tensor>();
      weights.asMap().forEach((name, t) -> doubles.put(name, t.to(Dtype.FLOAT64)));
      return frozen(architecture, doubles);
    });
  }

  public Architecture architecture() {
    return architecture;
  }

  public Weights weights() {
    return weights;
  }

  @Override
  public void close() {
    weights.close();
  }

  private static Map<String, Tensor> fitting(
      Architecture architecture, Map<String, Tensor> weights) {
    var fitting = new LinkedHashMap<String, Tensor>();
    for (var p : architecture.parameters()) {
      var tensor = weights.get(p.name());
      if (tensor == null) {
        throw new Misuse("the architecture needs a weight " + p.name() + " that is not there");
      }
      if (!Arrays.equals(tensor.shape(), sizes(p))) {
        throw new Misuse(
            "weight %s must be %s but is %s"
                .formatted(p.name(), p.shape(), Arrays.toString(tensor.shape())));
      }
      fitting.put(p.name(), Layout.kernels(tensor));
    }
    return fitting;
  }

  private static long[] sizes(Parameter p) {
    return p.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
  }
}

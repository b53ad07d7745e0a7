package preimage.net;

import java.util.Optional;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.TorchScript;

/** What a model does: maps an input, and a condition where it takes one, to the output. */
interface Body extends AutoCloseable {
  Tensor apply(Optional<Tensor> condition, Tensor x);

  /** The map of the input alone together with its derivative, if that is known. */
  default Optional<Linearised> linearised(Optional<Tensor> condition, Tensor x) {
    return Optional.empty();
  }

  /** What a classifier's layers show, where they are known. */
  default Optional<Classifier.Seen> see(Tensor x) {
    return Optional.empty();
  }

  /** The part up to a layer, owning weights of its own. */
  Body upTo(String layer, Shape image);

  /** The same made fast, to be closed by itself, if it can be. */
  default Optional<Body> compiled() {
    return Optional.empty();
  }

  /** The same in float64, to be closed by itself, if it can be. */
  default Optional<Body> precise() {
    return Optional.empty();
  }

  @Override
  void close();

  /** Layers that take input and condition joined. */
  record Layered(Mapping layers, Condition condition) implements Body {
    @Override
    public Tensor apply(Optional<Tensor> values, Tensor x) {
      return layers.apply(condition.join(x, values));
    }

    @Override
    public Optional<Linearised> linearised(Optional<Tensor> values, Tensor x) {
      return layers.linearised(condition.join(x, values)).map(whole -> part(whole, x));
    }

    @Override
    public Optional<Classifier.Seen> see(Tensor x) {
      return layers instanceof Network network ? Optional.of(network.see(x)) : Optional.empty();
    }

    private Linearised part(Linearised whole, Tensor x) {
      return new Linearised(
          whole.value(),
          t -> whole.push().apply(condition.joinTangent(t)),
          v -> condition.parted(whole.pull().apply(v), x),
          whole.whole().map(jacobian -> () -> part(jacobian.get(), x)));
    }

    /** The share of {@code x} in Jacobians of the whole. */
    private Tensor part(Tensor jacobian, Tensor x) {
      long n = x.size(0);
      long m = jacobian.size(1);
      Tensor rows = jacobian.reshape(condition.joined(x.sample()).batch(n * m));
      return condition.parted(rows, x).reshape(n, m, -1);
    }

    @Override
    public Optional<Body> compiled() {
      return layers instanceof Network network
          ? Optional.of(new Layered(network.compiled(), condition))
          : Optional.empty();
    }

    @Override
    public Optional<Body> precise() {
      return layers instanceof Network network
          ? Optional.of(new Layered(network.precise(), condition))
          : Optional.empty();
    }

    @Override
    public Body upTo(String layer, Shape image) {
      if (!(layers instanceof Network network)) {
        throw new IllegalStateException("compiled layers have lost their names");
      }
      var whole = network.architecture();
      var cut = Cut.of(whole.layer(), layer);
      return Scope.call(() -> {
        var weights = cut.weights(whole.input(), network.weights().asMap());
        return new Layered(
            Network.frozen(new Architecture(whole.input(), cut.layer()), weights), condition);
      });
    }

    @Override
    public void close() {
      layers.close();
    }
  }

  /** A module that takes the condition as an argument of its own. */
  record Scripted(TorchScript script, Condition condition) implements Body {
    @Override
    public Tensor apply(Optional<Tensor> values, Tensor x) {
      condition.join(x, values);
      return values.map(c -> script.apply(x, c)).orElseGet(() -> script.apply(x));
    }

    @Override
    public Body upTo(String layer, Shape image) {
      return Scope.call(() -> {
        Tensor probe = Rng.of(0).purpose("probe").uniform(image, -1, 1, 0, 1);
        return new Scripted(script.upTo(layer, probe), condition);
      });
    }

    @Override
    public void close() {
      script.close();
    }
  }
}

package preimage.net;

import java.util.Optional;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.TorchScript;

/** Maps a joined input, or input and condition, to the output. */
interface Body extends AutoCloseable {
  Tensor apply(Optional<Tensor> condition, Tensor x);

  default Optional<Linearised> linearised(Optional<Tensor> condition, Tensor x) {
    return Optional.empty();
  }

  /** The part up to a layer, owning weights of its own. */
  Body upTo(String layer, Shape image);

  @Override
  void close();

  record Layered(Network network, Condition condition) implements Body {
    @Override
    public Tensor apply(Optional<Tensor> values, Tensor x) {
      return network.apply(condition.join(x, values));
    }

    @Override
    public Optional<Linearised> linearised(Optional<Tensor> values, Tensor x) {
      return condition instanceof Condition.None
          ? network.linearised(condition.join(x, values))
          : Optional.empty();
    }

    @Override
    public Body upTo(String layer, Shape image) {
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
      network.close();
    }
  }

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

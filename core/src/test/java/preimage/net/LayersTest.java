package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import preimage.spec.Entry;
import preimage.spec.Misuse;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What every layer must do, tried on all of the catalogue and on some settings of each. */
class LayersTest {
  private static final Rng RNG = Rng.of(3);
  private static final List<Shape> INPUTS =
      List.of(Shape.of(6), Shape.of(4, 6, 6), Shape.of(2, 5, 7), Shape.of(3, 1, 1), Shape.of(1));
  private static final List<String> SETTINGS =
      List.of(
          "linear(out=5, bias=false)",
          "conv(out=3, kernel=4, stride=2, pad=1)",
          "conv(out=2, kernel=1, bias=false)",
          "deconv(out=3, kernel=4, stride=2, pad=1)",
          "deconv(out=3, kernel=4)",
          "deconv(out=2, kernel=5, stride=3, pad=2, bias=false)",
          "batch-norm(affine=false, momentum=0.3)",
          "instance-norm(affine=true)",
          "reshape(channels=4, height=9, width=4)",
          "reshape(channels=3, height=2, width=1)",
          "upsample(factor=3)",
          "average-pool(size=1)",
          "max-pool(size=3, stride=2)",
          "dropout(rate=0)",
          "spectral-norm(layer=conv(out=3, pad=1), iterations=3)",
          "heads(score=linear(out=2), more=proxies(classes=3))",
          "padded-shortcut(out=7, stride=2)",
          "residual(body=conv(out=7, pad=1, stride=2), shortcut=padded-shortcut(out=7, stride=2))",
          "conv(out=4, pad=1).then(batch-norm).then(relu).then(flatten).then(linear(out=2))");

  static Stream<Layer> layers() {
    return Stream.concat(
        Layers.ALL.entries().stream().map(Entry::prototype),
        SETTINGS.stream().map(Layers.ALL::parse));
  }

  /** The inputs that {@code layer} takes. */
  private static List<Shape> fitting(Layer layer) {
    var fitting = INPUTS.stream().filter(shape -> output(layer, shape).isPresent()).toList();
    assertFalse(fitting.isEmpty(), layer + " takes none of " + INPUTS);
    return fitting;
  }

  private static Optional<Shape> output(Layer layer, Shape input) {
    try {
      return Optional.of(layer.output(input));
    } catch (Misuse _) {
      return Optional.empty();
    }
  }

  private static Network network(Layer layer, Shape input) {
    var how = new Initialisation.Uniform();
    return Network.initialise(new Architecture(input, layer), how, RNG.purpose("weights"));
  }

  private static Tensor batch(Shape shape, int n) {
    return RNG.normal(shape, Rng.samples(0, n));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void givesWhatItDeclares(Layer layer) {
    for (Shape input : fitting(layer)) {
      try (var network = network(layer, input)) {
        Scope.run(() -> {
          var declared = layer.output(input).batch(3);
          Tensor x = batch(input, 3);
          assertArrayEquals(declared, network.apply(x).shape(), "evaluated on " + input);
          assertArrayEquals(declared, network.train(x, RNG).shape(), "trained on " + input);
        });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void namesItsWeightsApart(Layer layer) {
    for (Shape input : fitting(layer)) {
      var names = new Architecture(input, layer).parameters().stream().map(Parameter::name);
      var seen = new HashSet<String>();
      assertTrue(names.allMatch(seen::add));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void isReadBackFromItsText(Layer layer) {
    assertEquals(layer, Layers.ALL.parse(Layers.ALL.format(layer)));
    assertEquals(layer, Layers.ALL.parse(Layers.ALL.describe(layer)));
    assertEquals(layer, Layers.ALL.ofJson(Layers.ALL.json(layer)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void mapsEachSampleByItself(Layer layer) {
    for (Shape input : fitting(layer)) {
      try (var network = network(layer, input)) {
        Scope.run(() -> {
          Tensor x = batch(input, 5);
          Tensor alone = network.apply(x.narrow(0, 3, 1));
          Tensor among = network.apply(x).narrow(0, 3, 1);
          assertArrayEquals(alone.toArray(), among.toArray(), 1e-5f, "on " + input);
        });
      }
    }
  }

  /** The pushed tangent takes a derivative of a derivative, so both orders are tried. */
  @ParameterizedTest
  @MethodSource("layers")
  void isDifferentiable(Layer layer) {
    for (Shape input : fitting(layer)) {
      try (var network = network(layer, input);
          var doubles = network.weights().map(w -> w.to(Dtype.FLOAT64))) {
        Scope.run(() -> {
          UnaryOperator<Tensor> f =
              x -> layer.apply(x, new Pass(doubles, "", false, RNG)).flatten();
          Tensor x = batch(input, 2).to(Dtype.FLOAT64);
          Tensor t = RNG.purpose("tangent").normal(input, 0, 1).to(Dtype.FLOAT64);
          double h = 1e-6;
          Tensor slope = f.apply(x.add(t.mul(h))).sub(f.apply(x.sub(t.mul(h)))).div(2 * h);
          var found = Derivatives.pushforward(f, x, t).derivative();
          assertArrayEquals(slope.toDoubles(), found.toDoubles(), 1e-6, "on " + input);
        });
      }
    }
  }

  /** Two tangents a sample, in a row, and a cotangent, against the reverse pass's. */
  @ParameterizedTest
  @MethodSource("layers")
  void knowsItsDerivativeOrNone(Layer layer) {
    for (Shape input : fitting(layer)) {
      try (var network = network(layer, input);
          var doubles = network.weights().map(w -> w.to(Dtype.FLOAT64))) {
        Scope.run(() -> {
          var pass = new Pass(doubles, "", false, RNG);
          Tensor x = batch(input, 3).to(Dtype.FLOAT64);
          Tensor t = RNG.purpose("tangent").normal(input, Rng.samples(0, 6)).to(Dtype.FLOAT64);
          layer
              .linearised(x, pass)
              .ifPresent(known -> {
                var value = layer.apply(x, pass).toDoubles();
                assertArrayEquals(value, known.value().toDoubles(), 1e-12);
                var pushed = known.push().apply(t);
                assertArrayEquals(layer.output(input).batch(6), pushed.shape());
                var twice = x.rows(Tensor.of(new int[] {0, 0, 1, 1, 2, 2}));
                var expected = Derivatives.pushforward(p -> layer.apply(p, pass), twice, t);
                assertArrayEquals(
                    expected.derivative().toDoubles(), pushed.toDoubles(), 1e-12, "on " + input);
                Tensor v =
                    RNG.purpose("cotangent")
                        .normal(layer.output(input), Rng.samples(0, 3))
                        .to(Dtype.FLOAT64);
                var back = Derivatives.pullback(p -> layer.apply(p, pass), x, v).derivative();
                var pulled = known.pull().apply(v);
                assertArrayEquals(x.shape(), pulled.shape());
                assertArrayEquals(back.toDoubles(), pulled.toDoubles(), 1e-12, "on " + input);
              });
        });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void trainsTheSameWayTwice(Layer layer) {
    for (Shape input : fitting(layer)) {
      Scope.run(() -> {
        Tensor x = batch(input, 4);
        assertArrayEquals(trained(layer, x, RNG), trained(layer, x, RNG));
      });
    }
  }

  private static float[] trained(Layer layer, Tensor x, Rng rng) {
    try (var network = network(layer, x.sample())) {
      return network.train(x, rng).toArray();
    }
  }
}

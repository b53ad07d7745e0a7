package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

/** A compiled network against the plain one, with running statistics that are not 0 and 1. */
class CompiledTest {
  private static final Rng RNG = Rng.of(5);

  static Stream<Architecture> architectures() {
    var dcgans =
        Stream.of(28, 32, 48, 64)
            .map(size ->
                new Backbone.Dcgan(size == 64 ? 4 : 8)
                    .generator(Shape.of(12), Shape.of(size == 32 ? 3 : 1, size, size)));
    var texts =
        Stream.of(
            "9 linear(out=7).then(batch-norm).then(relu).then(batch-norm).then(linear(out=5))",
            "9 linear(out=12, bias=false).then(reshape(channels=3, height=2, width=2))"
                + ".then(batch-norm(affine=false)).then(upsample).then(conv(out=4, pad=1))"
                + ".then(batch-norm).then(leaky-relu).then(deconv(out=1, kernel=2, stride=2))",
            "9 deconv(out=16, kernel=4).then(batch-norm).then(conv(out=8, pad=1, bias=false))"
                + ".then(batch-norm).then(leaky-relu).then(deconv(out=2, kernel=4, stride=2,"
                + " pad=1)).then(batch-norm).then(tanh)",
            "3x8x8 batch-norm.then(conv(out=5, pad=1, stride=2)).then(softplus)"
                + ".then(batch-norm).then(conv(out=6, kernel=2, bias=false)).then(flatten)"
                + ".then(batch-norm).then(sigmoid).then(linear(out=3))",
            "2x6x6 conv(out=4, pad=1).then(batch-norm).then(relu)"
                + ".then(residual(body=conv(out=4, pad=1, bias=false).then(batch-norm).then(relu)"
                + ".then(conv(out=4, pad=1)).then(batch-norm)))"
                + ".then(residual(body=conv(out=6, pad=1, stride=2).then(batch-norm),"
                + " shortcut=padded-shortcut(out=6, stride=2)))"
                + ".then(average-pool(size=3)).then(flatten).then(dropout).then(linear(out=4))",
            "3x7x7 conv(out=4).then(instance-norm(affine=true)).then(max-pool).then(layer-norm)",
            "4x3x3 batch-norm.then(batch-norm).then(identity).then(dropout)",
            "4x1x1 flatten.then(flatten)",
            "5 dropout");
    return Stream.concat(dcgans, texts.map(Architecture::parse));
  }

  /** Weights, and running statistics, such as training leaves behind. */
  static Network network(Architecture architecture, Dtype type) {
    return Scope.call(() -> {
      var weights = new LinkedHashMap<String, Tensor>();
      for (var p : architecture.parameters()) {
        Tensor drawn = RNG.purpose(p.name()).normal(p.shape(), 0).reshape(sizes(p.shape()));
        weights.put(
            p.name(),
            switch (p.role()) {
              case WEIGHT -> drawn.mul(1 / Math.sqrt(p.fanIn())).to(type);
              case SCALE, RUNNING_VARIANCE -> drawn.abs().add(.3).to(type);
              default -> drawn.mul(.5).to(type);
            });
      }
      return Network.frozen(architecture, weights);
    });
  }

  private static long[] sizes(Shape shape) {
    return shape.sizes().stream().mapToLong(Integer::longValue).toArray();
  }

  private static Tensor batch(Shape shape, int n) {
    return RNG.purpose("batch").normal(shape, Rng.samples(0, n));
  }

  /** To 1e-5 of the largest value. */
  private static void assertSame(Tensor expected, Tensor actual, String what) {
    assertArrayEquals(expected.shape(), actual.shape(), what);
    double largest = expected.flatten().reshape(1, -1).abs().max(1).item();
    assertArrayEquals(expected.toDoubles(), actual.toDoubles(), 1e-5 * Math.max(1, largest), what);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void mapsAsThePlainNetworkDoes(Architecture architecture) {
    try (var plain = network(architecture, Dtype.FLOAT32);
        var compiled = plain.compiled()) {
      // Small and large batches take different products.
      for (int n : List.of(1, 3, 17)) {
        Scope.run(() -> {
          Tensor x = batch(architecture.input(), n);
          assertSame(plain.apply(x), compiled.apply(x), "value of " + compiled);
          var expected = Derivatives.gradient(p -> plain.apply(p).square().sumPerSample(), x);
          var actual = Derivatives.gradient(p -> compiled.apply(p).square().sumPerSample(), x);
          assertSame(expected.derivative(), actual.derivative(), "gradient of " + compiled);
        });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void pushesAndPullsAsThePlainNetworkDoes(Architecture architecture) {
    try (var plain = network(architecture, Dtype.FLOAT32);
        var compiled = plain.compiled()) {
      Scope.run(() -> {
        Tensor x = batch(architecture.input(), 4);
        assertEquals(plain.linearised(x).isPresent(), compiled.linearised(x).isPresent());
        compiled
            .linearised(x)
            .ifPresent(known -> {
              assertSame(plain.apply(x), known.value(), "value");
              Tensor t = batch(architecture.input(), 12);
              var twice = x.rows(Tensor.of(new int[] {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3}));
              assertSame(
                  Derivatives.pushforward(plain::apply, twice, t).derivative(),
                  known.push().apply(t),
                  "tangents of " + compiled);
              Tensor v = batch(architecture.output(), 4);
              assertSame(
                  Derivatives.pullback(plain::apply, x, v).derivative(),
                  known.pull().apply(v),
                  "cotangents of " + compiled);
            });
      });
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void isExactInDoublePrecision(Architecture architecture) {
    try (var plain = network(architecture, Dtype.FLOAT64);
        var compiled = plain.compiled()) {
      Scope.run(() -> {
        Tensor x = batch(architecture.input(), 3).to(Dtype.FLOAT64);
        double[] expected = plain.apply(x).toDoubles();
        assertArrayEquals(expected, compiled.apply(x).toDoubles(), 1e-11);
      });
    }
  }

  static Stream<Layer> everyLayer() {
    return Layers.ALL.entries().stream().map(Entry::prototype);
  }

  /** Each layer of the catalogue, at the start and behind another. */
  @ParameterizedTest
  @MethodSource("everyLayer")
  void takesAnyLayer(Layer layer) {
    var inputs = List.of(Shape.of(8), Shape.of(4, 6, 6), Shape.of(1));
    for (Shape input : inputs) {
      for (Layer first : List.of(new Activation.Tanh(), new BatchNorm())) {
        if (!fits(layer, input)) {
          continue;
        }
        var architecture = new Architecture(input, first, layer, new Activation.LeakyRelu());
        try (var plain = network(architecture, Dtype.FLOAT32);
            var compiled = plain.compiled()) {
          Scope.run(() -> {
            Tensor x = batch(input, 9);
            assertSame(plain.apply(x), compiled.apply(x), architecture + " as " + compiled);
          });
        }
      }
    }
  }

  private static boolean fits(Layer layer, Shape input) {
    try {
      layer.output(input);
      return true;
    } catch (Misuse _) {
      return false;
    }
  }

  @Test
  void leavesNoBatchNormThatALayerBesideItCanTake() {
    for (var architecture : architectures().limit(7).toList()) {
      try (var plain = network(architecture, Dtype.FLOAT32);
          var compiled = plain.compiled()) {
        assertFalse(compiled.toString().contains("BatchNorm"), compiled::toString);
      }
    }
  }

  /** A linear layer, a transposed convolution of one pixel, and both with what follows. */
  @Test
  void makesOneMatrixOfAffineLayersThatCostMore() {
    var text = "9 deconv(out=16, kernel=4).then(batch-norm).then(conv(out=8, pad=1)).then(relu)";
    try (var plain = network(Architecture.parse(text), Dtype.FLOAT32);
        var compiled = plain.compiled()) {
      assertEquals("Sequence[layers=[Dense[out=8×4×4], Relu[]]]", compiled.toString());
    }
    var wide = "3x8x8 conv(out=4, pad=1).then(relu)";
    try (var plain = network(Architecture.parse(wide), Dtype.FLOAT32);
        var compiled = plain.compiled()) {
      assertTrue(compiled.toString().contains("Conv"), compiled::toString);
    }
  }

  @Test
  void aModelOfAnyConditionIsCompiledForABody() {
    var conditions =
        Map.of(
            "none", new Condition.None(),
            "label", new Condition.Label(3),
            "image", new Condition.Image(2, 1, 1));
    conditions.forEach((name, condition) -> {
      var input = condition.joined(Shape.of(6));
      var layers =
          input.rank() == 1
              ? Architecture.parse(
                  input
                      + " linear(out=4).then(batch-norm).then(relu)"
                      + ".then(linear(out=16)).then(reshape(channels=1, height=4, width=4))")
              : Architecture.parse(
                  input.toString().replace('×', 'x')
                      + " conv(out=4, kernel=1).then(batch-norm).then(relu).then(deconv(out=1,"
                      + " kernel=4))");
      try (var network = network(layers, Dtype.FLOAT32);
          var body = new Body.Layered(network, condition);
          var fast = body.compiled().orElseThrow()) {
        Scope.run(() -> {
          Tensor z = batch(Shape.of(6), 5);
          Optional<Tensor> values =
              switch (condition) {
                case Condition.None _ -> Optional.empty();
                case Condition.Label _ -> Optional.of(Tensor.of(new int[] {0, 1, 2, 1, 0}));
                case Condition.Image _ -> Optional.of(batch(Shape.of(2, 1, 1), 5));
              };
          assertSame(body.apply(values, z), fast.apply(values, z), name);
          var known = fast.linearised(values, z).orElseThrow();
          Tensor t = RNG.purpose("tangent").normal(Shape.of(6), Rng.samples(0, 5));
          assertSame(
              Derivatives.pushforward(p -> body.apply(values, p), z, t).derivative(),
              known.push().apply(t),
              name);
          Tensor v = batch(Shape.of(1, 4, 4), 5);
          assertSame(
              Derivatives.pullback(p -> body.apply(values, p), z, v).derivative(),
              known.pull().apply(v),
              name);
        });
      }
    });
  }

  @Test
  void aGeneratorIsCompiledForABodyAndEndsWithIt() {
    var dcgan = new Backbone.Dcgan(3).generator(Shape.of(8), Shape.of(1, 28, 28));
    var card =
        ModelCard.generator(
            dcgan, new LatentPrior.Uniform(8), new Condition.None(), Map.of("seed", 2));
    var kept = new ArrayList<Generator>();
    try (var network = network(dcgan, Dtype.FLOAT32);
        var generator =
            Model.of("toy", Model.stored(card, network.weights().asMap())).generator()) {
      generator.compiled(fast -> {
        assertNotEquals(generator, fast);
        assertEquals(generator.prior(), fast.prior());
        assertEquals(generator.scale(), fast.scale());
        Scope.run(() -> {
          Tensor z = generator.prior().draw(RNG, 0, 1);
          assertSame(generator.apply(z), fast.apply(z), "image");
        });
        kept.add(fast);
      });
      Scope.run(() -> {
        Tensor z = generator.prior().draw(RNG, 0, 1);
        assertThrows(IllegalStateException.class, () -> kept.getFirst().apply(z));
        assertArrayEquals(network.apply(z).toArray(), generator.apply(z).toArray());
      });
    }
  }
}

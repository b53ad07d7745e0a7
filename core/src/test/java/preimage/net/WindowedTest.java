package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Jacobians found by windows against those of the reverse pass. */
class WindowedTest {
  private static final String SMALL =
      "120 linear(out=30).then(reshape(channels=5,height=2,width=3))";

  private static Network network(String text, Dtype type) {
    return CompiledTest.network(Architecture.parse(text), type);
  }

  private static Tensor latents(Network network, int n, Dtype type) {
    return Rng.of(3).normal(network.architecture().input(), Rng.samples(0, n)).to(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SMALL
            + ".then(relu).then(deconv(out=40,kernel=4,stride=2,pad=1)).then(relu)"
            + ".then(deconv(out=3,kernel=4,stride=2,pad=1)).then(tanh)",
        SMALL
            + ".then(deconv(out=40,kernel=4,stride=2,pad=1)).then(batch-norm).then(leaky-relu)"
            + ".then(deconv(out=2,kernel=5,stride=3,pad=1,bias=false)).then(sigmoid)",
        "120 linear(out=100).then(reshape(channels=5,height=4,width=5)).then(tanh)"
            + ".then(deconv(out=40,kernel=3,pad=1)).then(softplus)"
            + ".then(deconv(out=1,kernel=2,stride=2)).then(leaky-relu).then(tanh)",
        SMALL
            + ".then(tanh).then(deconv(out=40,kernel=4,stride=2,pad=1)).then(relu)"
            + ".then(deconv(out=30,kernel=2,stride=2)).then(relu)"
            + ".then(deconv(out=1,kernel=4,stride=2,pad=1)).then(tanh)"
      })
  void areTheReversePassesInDoublePrecision(String text) {
    try (var plain = network(text, Dtype.FLOAT64);
        var compiled = plain.compiled()) {
      assertTrue(compiled.toString().startsWith("Windowed"), compiled::toString);
      for (int n : List.of(1, 2, 5)) {
        Scope.run(() -> {
          Tensor x = latents(plain, n, Dtype.FLOAT64);
          var known = compiled.linearised(x).orElseThrow();
          assertEquals(n > 1, known.whole().isPresent(), "one sample is faster by its tangents");
          var expected = Derivatives.jacobian(plain::apply, x).derivative();
          assertArrayEquals(expected.shape(), known.jacobian(x).shape());
          assertArrayEquals(expected.toDoubles(), known.jacobian(x).toDoubles(), 1e-12);
        });
      }
    }
  }

  /** So many samples that cells come in several bands. */
  @Test
  void agreeWithTangentsOnABatchOfImages() {
    var architecture = new Backbone.Dcgan(32).generator(Shape.of(100), Shape.of(1, 28, 28));
    try (var plain = CompiledTest.network(architecture, Dtype.FLOAT32);
        var compiled = plain.compiled()) {
      Scope.run(() -> {
        Tensor x = latents(plain, 40, Dtype.FLOAT32);
        var known = compiled.linearised(x).orElseThrow();
        assertTrue(known.whole().isPresent());
        var pushed = new Linearised(known.value(), known.push(), known.pull());
        assertArrayEquals(pushed.jacobian(x).toArray(), known.jacobian(x).toArray(), 1e-5f);
      });
    }
  }

  @Test
  void leaveOutWhatBelongsToACondition() {
    var condition = new Condition.Label(20);
    var text =
        SMALL
            + ".then(relu).then(deconv(out=40,kernel=4,stride=2,pad=1)).then(relu)"
            + ".then(deconv(out=1,kernel=2,stride=2))";
    try (var plain = network(text, Dtype.FLOAT64);
        var body = new Body.Layered(plain.compiled(), condition)) {
      Scope.run(() -> {
        var labels = Optional.of(Tensor.of(new int[] {3, 19, 0}));
        Tensor x = latents(plain, 3, Dtype.FLOAT64).narrow(1, 0, 100);
        var expected =
            Derivatives.jacobian(z -> plain.apply(condition.join(z, labels)), x).derivative();
        var known = body.linearised(labels, x).orElseThrow();
        assertTrue(known.whole().isPresent());
        assertArrayEquals(new long[] {3, 96, 100}, known.jacobian(x).shape());
        assertArrayEquals(expected.toDoubles(), known.jacobian(x).toDoubles(), 1e-12);
      });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Fewer tangents than a pixel sees values.
        "9 linear(out=30).then(reshape(channels=5,height=2,width=3)).then(relu)"
            + ".then(deconv(out=40,kernel=4,stride=2,pad=1)).then(relu)"
            + ".then(deconv(out=3,kernel=4,stride=2,pad=1))",
        // Layers that know nothing of windows.
        SMALL
            + ".then(relu).then(deconv(out=40,kernel=4,stride=2,pad=1)).then(instance-norm)"
            + ".then(deconv(out=1,kernel=4,stride=2,pad=1))",
        // Images that are not a whole number of cells.
        SMALL
            + ".then(relu).then(deconv(out=40,kernel=4,stride=2,pad=1)).then(relu)"
            + ".then(deconv(out=1,kernel=3,stride=2,pad=1))",
        // Images first.
        "1x6x6 relu.then(deconv(out=1,kernel=4,stride=2,pad=1))",
        "120 linear(out=60).then(relu)"
      })
  void areNotLookedForWhereTheyDoNotPay(String text) {
    try (var plain = network(text, Dtype.FLOAT32);
        var compiled = plain.compiled()) {
      assertFalse(compiled.toString().contains("Windowed"), compiled::toString);
    }
  }
}

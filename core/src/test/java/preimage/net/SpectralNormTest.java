package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class SpectralNormTest {
  private static final Rng RNG = Rng.of(8);
  private static final Shape INPUT = Shape.of(3, 5, 5);
  private static final Conv CONV = new Conv(4, 3, 1, 1, true);

  private static Network network(Layer layer) {
    return Network.initialise(new Architecture(INPUT, layer), new Initialisation.Uniform(), RNG);
  }

  @Test
  void dividesTheWeightByItsLargestSingularValue() {
    try (var spectral = network(new SpectralNorm(CONV, 200))) {
      Scope.run(() -> {
        Tensor x = RNG.purpose("x").normal(INPUT, 0, 1);
        Tensor weight = spectral.weights().named("weight");
        double sigma = weight.flatten().singularValues().toDoubles()[0];
        var shift = Optional.of(spectral.weights().named("bias"));
        var expected = x.conv2d(weight.div(sigma), shift, 1, 1);
        assertArrayEquals(expected.toArray(), spectral.apply(x).toArray(), 1e-5f);
      });
    }
  }

  @Test
  void onePassOfTrainingAfterAnotherFindsIt() {
    try (var spectral = network(new SpectralNorm(CONV))) {
      Scope.run(() -> {
        Tensor x = RNG.purpose("x").normal(INPUT, 0, 1);
        var first = spectral.weights().named("u").toArray();
        spectral.apply(x);
        assertArrayEquals(first, spectral.weights().named("u").toArray());
        for (int i = 0; i < 200; i++) {
          spectral.train(x, RNG);
        }
        assertFalse(Arrays.equals(first, spectral.weights().named("u").toArray()));
        Tensor matrix = spectral.weights().named("weight").flatten();
        double sigma = matrix.singularValues().toDoubles()[0];
        Tensor u = spectral.weights().named("u").reshape(1, 4);
        assertEquals(sigma, Math.sqrt(u.matmul(matrix).square().sum().item()), 1e-5);
        assertEquals(1, u.square().sum().item(), 1e-5);
      });
    }
  }

  /** σ(W) is homogeneous of degree 1, so the layer does not change along W. */
  @Test
  void theGradientKnowsTheNorm() {
    try (var spectral = network(new SpectralNorm(new Conv(4, 3, 1, 1, false), 200))) {
      Scope.run(() -> {
        Tensor x = RNG.purpose("x").normal(INPUT, 0, 1);
        var loss = spectral.train(x, RNG).square().sum();
        var slope = spectral.weights().gradientOf(loss).values().iterator().next();
        double along = slope.mul(spectral.weights().named("weight")).sum().item();
        assertEquals(0, along / loss.item(), 1e-4);
      });
    }
  }

  @Test
  void theStateIsLeftAloneWhereThatIsAskedFor() {
    try (var spectral = network(new SpectralNorm(CONV))) {
      Scope.run(() -> {
        Tensor x = RNG.purpose("x").normal(INPUT, 0, 1);
        var before = spectral.weights().named("u").toArray();
        var trained = spectral.untouched(() -> spectral.train(x, RNG).toArray());
        assertArrayEquals(before, spectral.weights().named("u").toArray());
        assertArrayEquals(trained, spectral.train(x, RNG).toArray());
      });
    }
  }

  @Test
  void takesLinearLayersAndConvolutionsOnly() {
    var e = assertThrows(Misuse.class, () -> new SpectralNorm(new Activation.Relu()));
    assertEquals("spectral-norm takes linear, conv or deconv, not relu", e.getMessage());
  }
}

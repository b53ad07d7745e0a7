package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** Layers that choose their way by how values lie, against libtorch's plain operations. */
class LayoutTest {
  private static final Rng RNG = Rng.of(6);
  private static final int N = 2;

  private static Tensor random(String purpose, int... shape) {
    var sample = Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
    return RNG.purpose(purpose).normal(sample, Rng.samples(0, shape[0]));
  }

  private static float[] applied(Layer layer, Tensor x, Map<String, Tensor> with) {
    try (var weights = Weights.of(with)) {
      return layer.apply(x, new Pass(weights, "", true, RNG)).toArray();
    }
  }

  @Test
  void deconvToFewChannelsTakesItsProductTruly() {
    Scope.run(() -> {
      Tensor x = random("x", N, 16, 5, 5);
      Tensor kernels = random("k", 16, 1, 4, 4);
      Tensor shift = random("b", 1, 1).reshape(1);
      var expected = x.convTranspose2d(kernels, Optional.of(shift), 2, 1).toArray();
      var layer = new Deconv(1, 4, 2, 1, true);
      var plain = Map.of("weight", kernels, "bias", shift);
      assertArrayEquals(expected, applied(layer, x, plain), 1e-4f);
      var laid = Map.of("weight", Layout.channelsLast(kernels), "bias", shift);
      assertArrayEquals(expected, applied(layer, Layout.channelsLast(x), laid), 1e-4f);
    });
  }

  /** With fewer outputs than images, and with more, the values lie in another order. */
  @Test
  void linearReadsImagesAsIfTheyWereFlat() {
    Scope.run(() -> {
      for (int out : new int[] {1, 5}) {
        Tensor x = random("x", N, 3, 4, 2);
        Tensor weight = random("w", out, 24);
        Tensor shift = random("b", 1, out).reshape(out);
        var expected = x.flatten().linear(weight, Optional.of(shift)).toArray();
        var layers = new Sequence(new Reshape.Flatten(), new Linear(out));
        var with = Map.of("1.weight", weight, "1.bias", shift);
        assertArrayEquals(expected, applied(layers, x, with), 1e-5f);
        assertArrayEquals(expected, applied(layers, Layout.channelsLast(x), with), 1e-5f);
      }
    });
  }
}

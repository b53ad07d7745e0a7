package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static preimage.net.LayerValuesTest.applied;
import static preimage.net.LayerValuesTest.random;
import static preimage.net.LayerValuesTest.vector;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** Layers that choose their way by how values lie, against libtorch's plain operations. */
class LayoutTest {
  private static final int N = 2;

  @Test
  void deconvToFewChannelsInterleavesThemTruly() {
    Scope.run(() -> {
      Tensor x = random("x", 200, 16, 5, 5);
      Tensor kernels = random("k", 16, 1, 4, 4);
      Tensor shift = vector("b", 1);
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
        Tensor shift = vector("b", out);
        var expected = x.flatten().linear(weight, Optional.of(shift)).toArray();
        var layers = new Sequence(new Reshape.Flatten(), new Linear(out));
        var with = Map.of("1.weight", weight, "1.bias", shift);
        assertArrayEquals(expected, applied(layers, x, with), 1e-5f);
        assertArrayEquals(expected, applied(layers, Layout.channelsLast(x), with), 1e-5f);
      }
    });
  }

  @Test
  void linearKnowsItsDerivativeAtImages() {
    Scope.run(() -> {
      for (int out : new int[] {1, 5}) {
        Tensor x = Layout.channelsLast(random("x", N, 3, 4, 2));
        Tensor weight = random("w", out, 24);
        Tensor v = random("v", N, out);
        Tensor t = random("t", 2 * N, 3, 4, 2);
        var layers = new Sequence(new Reshape.Flatten(), new Linear(out, false));
        try (var weights = Weights.of(Map.of("1.weight", weight))) {
          var known = layers.linearised(x, new Pass(weights, "", false, Rng.of(0))).orElseThrow();
          Tensor back = v.matmul(weight).reshape(x.shape());
          assertArrayEquals(back.toArray(), known.pull().apply(v).toArray(), 1e-5f);
          Tensor on = t.flatten().matmul(weight.transpose(0, 1));
          assertArrayEquals(on.toArray(), known.push().apply(t).toArray(), 1e-5f);
        }
      }
    });
  }
}

package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.net.LayerValuesTest.random;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import preimage.tensor.Adjoints;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** Against libtorch's transposed convolutions. */
class SubPixelTest {
  private static final int N = 2;

  /** So many that it pays. */
  private static final int MANY = 640;

  private static final int IN = 3;

  @ParameterizedTest
  @CsvSource({
    "1,4,2,1", "3,4,2,1", "1,5,2,2", "2,3,2,0", "1,3,1,1", "4,3,1,0", "1,7,3,2", "1,2,4,0"
  })
  void spreadsAsATransposedConvolution(int out, int kernel, int stride, int pad) {
    Scope.run(() -> {
      Tensor x = random("x", N, IN, 5, 4);
      Tensor kernels = random("k", IN, out, kernel, kernel);
      Tensor expected = x.convTranspose2d(kernels, Optional.empty(), stride, pad);
      var phases = new SubPixel(stride, pad);
      assertTrue(phases.suits(kernels));
      Tensor found = phases.spread(x, kernels, expected.size(2), expected.size(3));
      assertArrayEquals(expected.shape(), found.shape());
      assertArrayEquals(expected.toArray(), found.toArray(), 1e-4f);
    });
  }

  /** With rows and columns left over at the end, which some windows or none see. */
  @ParameterizedTest
  @CsvSource({"12,4,2,1,true", "13,4,2,1,true", "12,5,2,2,true", "11,3,3,0,false", "9,3,1,1,true"})
  void takesGradientsOfAConvolutionBack(int size, int kernel, int stride, int pad, boolean all) {
    Scope.run(() -> {
      Tensor x = random("x", MANY, 1, size, size);
      Tensor kernels = random("k", IN, 1, kernel, kernel);
      Tensor v = x.conv2d(kernels, Optional.empty(), stride, pad);
      var phases = new SubPixel(stride, pad);
      assertEquals(all, phases.reaches(v, kernels, size, size));
      assertEquals(all, phases.pays(v, kernels));
      Tensor expected = Adjoints.conv2d(v, kernels, stride, pad, size, size);
      try (var weights = Weights.of(Map.of("weight", kernels))) {
        var layer = new Conv(IN, kernel, stride, pad, false);
        var known = layer.linearised(x, new Pass(weights, "", false, Rng.of(0))).orElseThrow();
        assertArrayEquals(expected.toArray(), known.pull().apply(v).toArray(), 1e-4f);
      }
    });
  }

  @ParameterizedTest
  @CsvSource({"5,2", "2,3", "17,1"})
  void doesNotSuitManyChannels(int out, int stride) {
    Scope.run(() -> assertFalse(new SubPixel(stride, 0).suits(random("k", IN, out, 4, 4))));
  }

  @Test
  void doesNotPayForFewPixels() {
    Scope.run(() -> {
      Tensor kernels = random("k", 64, 1, 4, 4);
      assertFalse(new SubPixel(2, 1).pays(random("x", 1, 64, 14, 14), kernels));
      assertTrue(new SubPixel(2, 1).pays(random("x", 8, 64, 14, 14), kernels));
    });
  }
}

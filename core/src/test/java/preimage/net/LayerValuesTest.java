package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** Layers against sums written out in plain Java. */
class LayerValuesTest {
  private static final Rng RNG = Rng.of(5);
  private static final int N = 2;

  static Tensor random(String purpose, int... shape) {
    var sample = Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
    return RNG.purpose(purpose).normal(sample, Rng.samples(0, shape[0]));
  }

  static Tensor vector(String purpose, int size) {
    return random(purpose, 1, size).reshape(size);
  }

  private static Pass pass(Weights weights, boolean training) {
    return new Pass(weights, "", training, RNG);
  }

  static float[] applied(Layer layer, Tensor x, Map<String, Tensor> with) {
    try (var weights = Weights.of(with)) {
      return layer.apply(x, pass(weights, false)).toArray();
    }
  }

  /**
   * A padded cross-correlation: [n][o][y][x] = b[o] + Σ k[o][i][u][v] · x[n][i][ys+u−p][xs+v−p].
   */
  private static float[] correlation(
      float[] x, float[] k, float[] b, int in, int size, int out, int kernel, int stride, int pad) {
    int after = (size + 2 * pad - kernel) / stride + 1;
    var y = new float[N * out * after * after];
    for (int i = 0; i < y.length; i++) {
      int column = i % after;
      int row = i / after % after;
      int o = i / (after * after) % out;
      int n = i / (after * after * out);
      double sum = b[o];
      for (int j = 0; j < in * kernel * kernel; j++) {
        int v = column * stride + j % kernel - pad;
        int u = row * stride + j / kernel % kernel - pad;
        int c = j / (kernel * kernel);
        if (u >= 0 && u < size && v >= 0 && v < size) {
          sum += (double) k[o * in * kernel * kernel + j] * x[((n * in + c) * size + u) * size + v];
        }
      }
      y[i] = (float) sum;
    }
    return y;
  }

  @Test
  void convIsACrossCorrelation() {
    Scope.run(() -> {
      Tensor x = random("x", N, 3, 6, 6);
      Tensor k = random("k", 4, 3, 3, 3);
      Tensor b = vector("b", 4);
      var expected = correlation(x.toArray(), k.toArray(), b.toArray(), 3, 6, 4, 3, 2, 1);
      var found = applied(new Conv(4, 3, 2, 1, true), x, Map.of("weight", k, "bias", b));
      assertArrayEquals(expected, found, 1e-4f);
    });
  }

  /** ⟨deconv(x), y⟩ = ⟨x, conv(y)⟩ for the same kernel. */
  @Test
  void deconvIsTheTransposeOfConv() {
    Scope.run(() -> {
      Tensor x = random("x", N, 4, 3, 3);
      Tensor y = random("y", N, 3, 6, 6);
      Tensor k = random("k", 4, 3, 4, 4);
      var up = applied(new Deconv(3, 4, 2, 1, false), x, Map.of("weight", k));
      var down = correlation(y.toArray(), k.toArray(), new float[4], 3, 6, 4, 4, 2, 1);
      assertEquals(dot(x.toArray(), down), dot(up, y.toArray()), 1e-3);
    });
  }

  private static double dot(float[] a, float[] b) {
    assertEquals(a.length, b.length);
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }

  @Test
  void deconvOfOnePixelTakesItsShortcutTruly() {
    Scope.run(() -> {
      Tensor x = random("x", N, 5, 1, 1);
      Tensor k = random("k", 5, 3, 4, 4);
      Tensor b = vector("b", 3);
      var layer = new Deconv(3, 4, 1, 0, true);
      var weights = Map.of("weight", k, "bias", b);
      var general = x.convTranspose2d(k, Optional.of(b), 1, 0).toArray();
      assertArrayEquals(general, applied(layer, x, weights), 1e-5f);
      assertArrayEquals(general, applied(layer, x.reshape(N, 5), weights), 1e-5f);
      // A stride does not matter to one pixel; a padding crops, and takes the general way.
      assertArrayEquals(general, applied(new Deconv(3, 4, 3, 0, true), x, weights), 1e-5f);
      assertArrayEquals(
          x.convTranspose2d(k, Optional.of(b), 1, 1).toArray(),
          applied(new Deconv(3, 4, 1, 1, true), x, weights),
          1e-5f);
    });
  }

  /** (value − mean) / √(variance + ε) · scale + shift over each group of values. */
  private static float[] normalised(float[] x, int[] group, float[] scale, float[] shift) {
    int groups = Arrays.stream(group).max().orElseThrow() + 1;
    var count = new double[groups];
    var sum = new double[groups];
    var squares = new double[groups];
    for (int i = 0; i < x.length; i++) {
      count[group[i]]++;
      sum[group[i]] += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      squares[group[i]] += Math.pow(x[i] - sum[group[i]] / count[group[i]], 2);
    }
    var y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      double mean = sum[group[i]] / count[group[i]];
      double deviation = Math.sqrt(squares[group[i]] / count[group[i]] + 1e-5);
      y[i] = (float) ((x[i] - mean) / deviation * scale[i] + shift[i]);
    }
    return y;
  }

  private static float[] each(int length, IntFunction<Float> f) {
    var values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = f.apply(i);
    }
    return values;
  }

  @Test
  void batchNormUsesTheBatchInTrainingAndItsMemoryAfterwards() {
    Scope.run(() -> {
      Tensor x = random("x", N, 3, 4, 4).mul(2).add(1);
      Tensor scale = vector("scale", 3);
      Tensor shift = vector("shift", 3);
      var start =
          Map.of(
              "weight",
              scale,
              "bias",
              shift,
              "running_mean",
              Tensor.zeros(3),
              "running_var",
              Tensor.ones(3));
      try (var weights = Weights.of(start)) {
        var layer = new BatchNorm(1e-5, 0.1, true);
        var trained = layer.apply(x, pass(weights, true)).toArray();
        var channel = IntStream.range(0, 96).map(i -> i / 16 % 3).toArray();
        var scales = each(96, i -> scale.toArray()[i / 16 % 3]);
        var shifts = each(96, i -> shift.toArray()[i / 16 % 3]);
        assertArrayEquals(normalised(x.toArray(), channel, scales, shifts), trained, 1e-4f);

        // A tenth of the way from 0 and 1 to the batch's mean and its unbiased variance.
        double[] mean = new double[3];
        double[] variance = new double[3];
        var values = x.toDoubles();
        IntStream.range(0, 96).forEach(i -> mean[channel[i]] += values[i] / 32);
        IntStream.range(0, 96)
            .forEach(i -> variance[channel[i]] += Math.pow(values[i] - mean[channel[i]], 2) / 31);
        for (int c = 0; c < 3; c++) {
          assertEquals(0.1 * mean[c], weights.named("running_mean").toDoubles()[c], 1e-5);
          assertEquals(0.9 + 0.1 * variance[c], weights.named("running_var").toDoubles()[c], 1e-5);
        }
        var after = layer.apply(x, pass(weights, false)).toDoubles();
        for (int i = 0; i < 96; i++) {
          int c = channel[i];
          double deviation = Math.sqrt(0.9 + 0.1 * variance[c] + 1e-5);
          assertEquals(
              (values[i] - 0.1 * mean[c]) / deviation * scales[i] + shifts[i], after[i], 1e-4);
        }
      }
    });
  }

  @Test
  void layerNormNormalisesSamplesAndInstanceNormChannels() {
    Scope.run(() -> {
      Tensor x = random("x", N, 3, 4, 4).mul(3).add(-2);
      Tensor scale = random("scale", 3, 4, 4);
      Tensor shift = random("shift", 3, 4, 4);
      assertArrayEquals(
          normalised(
              x.toArray(),
              IntStream.range(0, 96).map(i -> i / 48).toArray(),
              each(96, i -> scale.toArray()[i % 48]),
              each(96, i -> shift.toArray()[i % 48])),
          applied(new LayerNorm(), x, Map.of("weight", scale, "bias", shift)),
          1e-4f);
      assertArrayEquals(
          normalised(
              x.toArray(),
              IntStream.range(0, 96).map(i -> i / 16).toArray(),
              each(96, i -> 1f),
              each(96, i -> 0f)),
          applied(new InstanceNorm(), x, Map.of()),
          1e-4f);
    });
  }

  @Test
  void paddedShortcutSkipsPixelsAndAddsChannelsOnBothSides() {
    Scope.run(() -> {
      Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
      var y = applied(new Residual.PaddedShortcut(4, 2), x, Map.of());
      assertArrayEquals(new float[] {0, 0, 0, 0, 1, 3, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0}, y);
    });
  }

  @Test
  void residualAddsBodyAndShortcut() {
    Scope.run(() -> {
      Tensor x = random("x", N, 4);
      Tensor w = random("w", 4, 4);
      var block = new Residual(new Linear(4, false));
      var sum = x.add(x.matmul(w.transpose(0, 1))).toArray();
      assertArrayEquals(sum, applied(block, x, Map.of("body.weight", w)), 1e-5f);
    });
    Misused.says(
        "body gives 3 but its shortcut 4", () -> new Residual(new Linear(3)).output(Shape.of(4)));
  }

  @Test
  void resamplingRepeatsAveragesAndChooses() {
    Scope.run(() -> {
      Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
      assertArrayEquals(
          new float[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4},
          applied(new Resample.Upsample(2), x, Map.of()));
      assertArrayEquals(new float[] {2.5f}, applied(new Resample.AveragePool(2), x, Map.of()));
      assertArrayEquals(new float[] {4}, applied(new Resample.MaxPool(2, 2), x, Map.of()));
    });
  }

  @Test
  void dropoutKeepsTheMeanAndIsDrawnFromItsRng() {
    Scope.run(() -> {
      Tensor x = Tensor.ones(100, 1000);
      var layer = new Dropout(0.3);
      try (var weights = Weights.of(Map.of())) {
        Tensor y = layer.apply(x, pass(weights, true));
        assertEquals(1, y.mean().item(), 0.01);
        assertEquals(0.3, 1 - y.sign().mean().item(), 0.01);
        assertArrayEquals(y.toArray(), layer.apply(x, pass(weights, true)).toArray());
        var elsewhere = new Pass(weights, "1", true, RNG);
        assertFalse(Arrays.equals(y.toArray(), layer.apply(x, elsewhere).toArray()));
        assertArrayEquals(x.toArray(), layer.apply(x, pass(weights, false)).toArray());
      }
    });
  }
}

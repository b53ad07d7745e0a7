package preimage.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.tensor.Tensor;

/**
 * Distances within pairs of samples: of the samples 0 and 1, of 2 and 3, and so on.
 *
 * @param pixels mean absolute differences of pixels in [0, 1]
 * @param latents mean absolute differences of latents, where these are known
 * @param perceived distances of what the extractor's inner layers make of the two, if it shows them
 */
public record Pairs(double[] pixels, Optional<double[]> latents, Optional<double[]> perceived) {
  private static final double EPSILON = 1e-10;

  int count() {
    return pixels.length;
  }

  /** The pairs at {@code index}, in that order. */
  Pairs at(int... index) {
    return new Pairs(
        at(pixels, index), latents.map(l -> at(l, index)), perceived.map(p -> at(p, index)));
  }

  private static double[] at(double[] values, int... index) {
    return IntStream.of(index).mapToDouble(i -> values[i]).toArray();
  }

  /** The same with the distances of {@code latents}, a row a sample. */
  Pairs with(float[][] latents) {
    var apart = new double[count()];
    Arrays.setAll(apart, i -> apart(latents[2 * i], latents[2 * i + 1]));
    return new Pairs(pixels, Optional.of(apart), perceived);
  }

  private static double apart(float[] x, float[] y) {
    return IntStream.range(0, x.length).mapToDouble(j -> Math.abs(x[j] - y[j])).average().orElse(0);
  }

  /** Mean absolute differences of pixels (n, c, h, w) → (⌊n / 2⌋). */
  static Tensor pixels(Tensor images) {
    return apart(images).abs().mean(1);
  }

  /**
   * LPIPS without learned weights: Σ over layers of the mean over places of |x̂ − ŷ|², the channels
   * at each place scaled to length 1.
   *
   * @param maps of each layer (n, c, h, w)
   * @return (⌊n / 2⌋)
   * @see <a href="https://arxiv.org/abs/1801.03924">Zhang et al., 2018</a>, equation 1 with w = 1
   */
  static Tensor perceived(List<Tensor> maps) {
    return maps.stream()
        .map(map -> {
          Tensor length = map.square().sum(1).add(EPSILON).sqrt();
          Tensor unit = map.div(length.reshape(map.size(0), 1, map.size(2), map.size(3)));
          return apart(unit).square().sum(1).div((double) map.size(2) * map.size(3));
        })
        .reduce(Tensor::add)
        .orElseThrow();
  }

  /** Differences of neighbours, (n, …) → (⌊n / 2⌋, d). */
  private static Tensor apart(Tensor x) {
    long pairs = x.size(0) / 2;
    long d = x.count() / x.size(0);
    Tensor rows = x.narrow(0, 0, 2 * pairs).reshape(pairs, 2, d);
    return rows.narrow(1, 0, 1).sub(rows.narrow(1, 1, 1)).reshape(pairs, d);
  }
}

package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.tensor.Tensor;

/**
 * The transpose of a convolution as a convolution of stride 1 to stride² as many channels, which
 * are then interleaved as pixels: to few channels, two to three times as fast.
 *
 * @see <a href="https://arxiv.org/abs/1609.07009">Shi et al., 2016</a>, section 3
 */
record SubPixel(int stride, int pad) {
  /** As many channels as a convolution computes at once, even if fewer are asked for. */
  private static final int AT_ONCE = 16;

  /** Fewer multiplications take less time than the dozen small operations about them. */
  private static final long MANY = 1 << 20;

  /** Whether kernels (in, out, k, k) lead to few channels. */
  boolean suits(Tensor kernels) {
    return kernels.size(1) * stride * stride <= AT_ONCE;
  }

  /** Whether they do from pixels (n, in, h, w) that are many enough. */
  boolean pays(Tensor x, Tensor kernels) {
    return suits(kernels) && x.size(0) * x.size(2) * x.size(3) * kernels.count() >= MANY;
  }

  /** (n, in, h, w), kernels (in, out, k, k) → (n, out, height, width). */
  Tensor spread(Tensor x, Tensor kernels, long height, long width) {
    long n = x.size(0);
    long out = kernels.size(1);
    long seen = seen(kernels);
    long high = x.size(2) + seen - 1;
    long wide = x.size(3) + seen - 1;
    Tensor phases =
        x.conv2d(byPhases(kernels, seen), Optional.empty(), 1, Math.toIntExact(seen - 1));
    return phases
        .permute(0, 2, 3, 1)
        .reshape(n, high, wide, out, stride, stride)
        .permute(0, 3, 1, 4, 2, 5)
        .reshape(n, out, high * stride, wide * stride)
        .narrow(2, pad, height)
        .narrow(3, pad, width);
  }

  /** Whether the last rows and columns are within reach of any pixel of (n, in, h, w). */
  boolean reaches(Tensor x, Tensor kernels, long height, long width) {
    long more = seen(kernels) - 1;
    return pad + height <= stride * (x.size(2) + more)
        && pad + width <= stride * (x.size(3) + more);
  }

  /** How many pixels in a row a pixel of the result hears of. */
  private long seen(Tensor kernels) {
    return Math.ceilDiv(kernels.size(2), (long) stride);
  }

  /** (in, out, k, k) → (out · stride², in, seen, seen), turned by half a circle. */
  private Tensor byPhases(Tensor kernels, long seen) {
    long in = kernels.size(0);
    long out = kernels.size(1);
    Tensor whole = longer(longer(kernels, 2, seen * stride), 3, seen * stride);
    return whole
        .reshape(in, out, seen, stride, seen, stride)
        .flip(2)
        .flip(4)
        .permute(1, 3, 5, 2, 4, 0)
        .reshape(out * stride * stride, seen, seen, in)
        .permute(0, 3, 1, 2);
  }

  private static Tensor longer(Tensor kernels, int dimension, long size) {
    long[] rest = kernels.shape();
    rest[dimension] = size - rest[dimension];
    return rest[dimension] == 0
        ? kernels
        : Tensor.cat(List.of(kernels, Tensor.zeros(rest).to(kernels.dtype())), dimension);
  }
}

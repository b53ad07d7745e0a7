package preimage.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * What derivatives of operations are made of, for those who apply them by hand: each maps tangents,
 * or cotangents, of the operation's input or output.
 *
 * <p>A derivative of each value alone is both J and Jᵀ; {@code x} and {@code y}, the operation's
 * input and output, may broadcast over many {@code t}.
 */
public final class Adjoints {
  private Adjoints() {}

  /** t where y = max(x, 0) is positive, else 0. */
  public static Tensor relu(Tensor t, Tensor y) {
    return Tensor.wrap(torch.threshold_backward(t.raw(), y.raw(), new Scalar(0)));
  }

  /** t where x is positive, else slope · t. */
  public static Tensor leakyRelu(Tensor t, Tensor x, double slope) {
    return Tensor.wrap(torch.leaky_relu_backward(t.raw(), x.raw(), new Scalar(slope), false));
  }

  /** t · (1 − y²) for y = tanh(x). */
  public static Tensor tanh(Tensor t, Tensor y) {
    return Tensor.wrap(torch.tanh_backward(t.raw(), y.raw()));
  }

  /** t · y · (1 − y) for y = 1 / (1 + e⁻ˣ). */
  public static Tensor sigmoid(Tensor t, Tensor y) {
    return Tensor.wrap(torch.sigmoid_backward(t.raw(), y.raw()));
  }

  /** The transpose of {@link Tensor#averagePool} on {@code x}. */
  public static Tensor averagePool(Tensor v, Tensor x, int size) {
    long[] square = {size, size};
    long[] none = {0, 0};
    return Tensor.wrap(
        torch.avg_pool2d_backward(
            v.raw(), x.raw(), square, square, none, false, true, new LongOptional()));
  }

  /** The transpose of {@link Tensor#everyOther}: the slices apart, zeros between them. */
  public static Tensor everyOther(Tensor v, int dimension, long stride, long size) {
    long[] shape = v.shape();
    shape[dimension] = size;
    return Tensor.wrap(torch.slice_backward(v.raw(), shape, dimension, 0, size, stride));
  }

  /**
   * The transpose of {@link Tensor#conv2d} on images of {@code height} × {@code width}: (n, out,
   * h′, w′) → (n, in, height, width).
   */
  public static Tensor conv2d(
      Tensor v, Tensor kernel, int stride, int pad, long height, long width) {
    // Rows that no square reached are missing at the far end.
    long[] missing = {
      height + 2L * pad - kernel.size(2) - (v.size(2) - 1) * stride,
      width + 2L * pad - kernel.size(3) - (v.size(3) - 1) * stride
    };
    return Tensor.wrap(
        torch.convolution(
            v.raw(),
            kernel.raw(),
            new TensorOptional(),
            new long[] {stride, stride},
            new long[] {pad, pad},
            new long[] {1, 1},
            true,
            missing,
            1));
  }
}

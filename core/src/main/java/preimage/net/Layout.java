package preimage.net;

import preimage.tensor.Device;
import preimage.tensor.Dtype;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Where values lie in memory: another order of the same tensor, for speed alone. */
final class Layout {
  private Layout() {}

  /** Images, or kernels, (n, c, h, w) with the channels of each pixel next to each other. */
  static Tensor channelsLast(Tensor x) {
    long c = x.size(1);
    // A single channel lies so already, yet only new strides make an operation see it.
    Tensor pixels =
        c == 1
            ? x.contiguous().reshape(x.size(0), x.size(2), x.size(3), 1)
            : x.permute(0, 2, 3, 1).contiguous();
    return pixels.permute(0, 3, 1, 2);
  }

  /** All values of each image, or kernel, pixel by pixel: (n, c, h, w) → (n, h · w · c). */
  static Tensor pixels(Tensor x) {
    return x.permute(0, 2, 3, 1).flatten();
  }

  /** Back from pixels: (n, h · w · c) → (n, c, h, w). */
  static Tensor images(Tensor pixels, Shape image) {
    return pixels
        .reshape(pixels.size(0), image.size(1), image.size(2), image.size(0))
        .permute(0, 3, 1, 2);
  }

  /** The same weights; if they are kernels, in the order that convolutions like best here. */
  static Tensor kernels(Tensor weights) {
    if (weights.rank() != 4) {
      return weights;
    }
    // Double precision has no convolution of its own that could read it.
    boolean useful = Device.current() == Device.CPU && weights.dtype() == Dtype.FLOAT32;
    return useful ? channelsLast(weights) : weights.contiguous();
  }
}

package preimage.tensor;

import org.bytedeco.pytorch.global.torch;

/** Images brought to other sizes, and to fewer levels. */
public final class Interpolation {
  private Interpolation() {}

  /**
   * Each new pixel is the mean of the four old ones round its place, weighted by nearness, pixels
   * being areas rather than corners: (n, c, h, w) → (n, c, height, width).
   */
  public static Tensor bilinear(Tensor images, long height, long width) {
    return Tensor.wrap(torch.upsample_bilinear2d(images.raw(), new long[] {height, width}, false));
  }

  /** Pixels in [0, 1] rounded to multiples of 1 / {@code white}. */
  public static Tensor levels(Tensor pixels, double white) {
    return Tensor.wrap(pixels.mul(white).raw().round()).div(white);
  }
}

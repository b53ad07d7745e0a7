package preimage.tensor;

import org.bytedeco.pytorch.global.torch;

/** The standard normal distribution, value by value. */
public final class Gaussian {
  private Gaussian() {}

  /** Φ(x): the probability of less than x. */
  public static Tensor cdf(Tensor x) {
    return Tensor.wrap(torch.special_ndtr(x.raw()));
  }

  /** Φ⁻¹(p), for p in (0, 1). */
  public static Tensor quantile(Tensor p) {
    return Tensor.wrap(torch.special_ndtri(p.raw()));
  }
}

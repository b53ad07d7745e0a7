package preimage.tensor;

import org.bytedeco.pytorch.global.torch;

/** Who is larger than whom. */
public final class Order {
  private Order() {}

  /** The positions (int64) of each row's values from the least to the largest: (n, m) → (n, m). */
  public static Tensor ascending(Tensor x) {
    return Tensor.wrap(torch.argsort(x.raw(), true, -1, false));
  }

  /** How many (int64) of the ascending values {@code sorted} (k) are less than each of x. */
  public static Tensor below(Tensor x, Tensor sorted) {
    return Tensor.wrap(torch.bucketize(x.raw(), sorted.raw(), false, false));
  }
}

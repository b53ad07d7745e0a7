package preimage.tensor;

import org.bytedeco.pytorch.global.torch;

/** Room for a tensor, zero at first, whose parts are written one by one. */
public final class Canvas {
  private final Tensor whole;

  /** Zeros of {@code like}'s type. */
  public Canvas(Tensor like, long... shape) {
    whole = Tensor.zeros(shape).to(like.dtype());
  }

  /** Writes {@code values}, the first of them at {@code from}. */
  public void put(Tensor values, long... from) {
    part(values, from).raw().copy_(values.raw());
  }

  /** Writes a · b, entry by entry, the first at {@code from}; {@code b} may broadcast. */
  public void product(Tensor a, Tensor b, long... from) {
    torch.mul_out(part(a, from).raw(), a.raw(), b.raw());
  }

  private Tensor part(Tensor like, long... from) {
    Tensor part = whole;
    for (int i = 0; i < from.length; i++) {
      part = part.narrow(i, from[i], like.size(i));
    }
    return part;
  }

  /** What has been written so far. */
  public Tensor tensor() {
    return whole;
  }
}

package preimage.search;

import preimage.tensor.Tensor;

/** Where the searches of a batch begin. */
@FunctionalInterface
public interface Starts {
  /** Points (n, …) for start number {@code restart} of the samples of {@code draws}. */
  Tensor at(int restart, Draws draws);
}

package preimage.search;

import preimage.tensor.Tensor;

/** Where the searches of a batch begin. */
@FunctionalInterface
public interface Starts {
  /**
   * Points (k, …) for start number {@code restart}, counted from 0.
   *
   * @param rows the positions in the whole batch of the k samples that start
   * @param draws their randomness
   */
  Tensor at(int restart, int[] rows, Draws draws);

  /**
   * The same where earlier starts of all these samples have come to an end.
   *
   * @param best the lowest of the ends (k, …) of each sample
   */
  default Tensor after(Tensor best, int restart, int[] rows, Draws draws) {
    return at(restart, rows, draws);
  }
}

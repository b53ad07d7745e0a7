package preimage.search;

import preimage.tensor.Tensor;

/** Which point of a sample's way counts in the end. A point without a finite value never does. */
public enum Keep {
  /** The lowest. */
  BEST {
    @Override
    Tensor takes(Tensor value, Tensor kept) {
      return value.less(kept).and(value.greater(Double.NEGATIVE_INFINITY));
    }
  },

  /** The last, for ways whose end is what is published, or is a draw. */
  LAST {
    @Override
    Tensor takes(Tensor value, Tensor kept) {
      return value.isFinite();
    }
  };

  /** The samples (bool, n) whose later value takes the place of the kept one. */
  abstract Tensor takes(Tensor value, Tensor kept);
}

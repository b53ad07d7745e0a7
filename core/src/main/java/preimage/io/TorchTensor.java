package preimage.io;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import preimage.work.Failure;

/**
 * A tensor as PyTorch files describe it: a strided view of a storage. Value (i₀, i₁, …) is number
 * {@code start + Σ strides[d]·i_d} of the storage.
 */
record TorchTensor(Storage storage, long start, List<Integer> shape, long[] strides) {
  /**
   * A run of values that several tensors may share.
   *
   * @param key what the file calls it
   * @param count of values
   */
  record Storage(String key, NdArray.Type type, long count) {
    /** In bytes; beyond any file where a count is absurd. */
    long length() {
      return Sizes.product(List.of(count), type.bytes());
    }
  }

  /** Checks that the view lies in its storage. */
  TorchTensor checked(Function<String, Failure> failure) {
    if (span() > storage.count - start) {
      throw failure.apply(
          "a tensor of sizes "
              + shape
              + " goes beyond its storage of "
              + storage.count
              + " values");
    }
    return this;
  }

  /** The bytes that {@link #read} takes in or gives out, whichever are more; at most 2⁶². */
  long cost() {
    int width = storage.type.bytes();
    return Math.min(
        Math.max(Sizes.product(shape, width), Sizes.product(List.of(span()), width)), 1L << 62);
  }

  /**
   * The values in row-major order.
   *
   * @param content the storage's bytes
   */
  NdArray read(Source content) {
    int width = storage.type.bytes();
    var raw = content.read(start * width, span() * width, "a tensor");
    boolean contiguous = Arrays.equals(ownStrides(strides), ownStrides(Sizes.rowMajor(shape)));
    return new NdArray(
        storage.type, shape, contiguous ? raw : Sizes.gather(raw, width, shape, strides));
  }

  /**
   * How many values of the storage lie from the first to the last of this tensor, both included.
   */
  private long span() {
    if (shape.contains(0)) {
      return 0;
    }
    long span = 1;
    for (int d = 0; d < strides.length; d++) {
      long more = Sizes.product(List.of(shape.get(d) - 1, strides[d]), 1);
      span = more > Long.MAX_VALUE - span ? Long.MAX_VALUE : span + more;
    }
    return span;
  }

  /** The stride of a dimension of size 1 is never used and may be anything. */
  private long[] ownStrides(long[] all) {
    var own = all.clone();
    for (int d = 0; d < own.length; d++) {
      own[d] = shape.get(d) == 1 ? 0 : own[d];
    }
    return own;
  }
}

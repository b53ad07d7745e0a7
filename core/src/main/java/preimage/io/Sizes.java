package preimage.io;

import java.util.List;

/** Arithmetic on the sizes that a file claims, which may be anything. */
final class Sizes {
  private Sizes() {}

  /**
   * The product of {@code sizes} and {@code width}; {@link Long#MAX_VALUE} where it is beyond a
   * long or a size is negative, so that one comparison refuses them all.
   */
  static long product(List<? extends Number> sizes, long width) {
    if (sizes.stream().anyMatch(size -> size.longValue() < 0)) {
      return Long.MAX_VALUE;
    }
    if (sizes.stream().anyMatch(size -> size.longValue() == 0)) {
      return 0;
    }
    long product = width;
    for (var size : sizes) {
      if (Math.multiplyHigh(product, size.longValue()) != 0 || product * size.longValue() < 0) {
        return Long.MAX_VALUE;
      }
      product *= size.longValue();
    }
    return product;
  }

  /** For each dimension, how many values lie between neighbours when the last varies fastest. */
  static long[] rowMajor(List<Integer> shape) {
    var strides = new long[shape.size()];
    long stride = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape.get(d);
    }
    return strides;
  }

  /** For each dimension, how many values lie between neighbours when the first varies fastest. */
  static long[] columnMajor(List<Integer> shape) {
    var strides = new long[shape.size()];
    long stride = 1;
    for (int d = 0; d < strides.length; d++) {
      strides[d] = stride;
      stride *= shape.get(d);
    }
    return strides;
  }

  /**
   * The values of a view in row-major order: value (i₀, i₁, …) lies at {@code Σ strides[d]·i_d} of
   * {@code raw}, counted in values of {@code width} bytes.
   */
  static byte[] gather(byte[] raw, int width, List<Integer> shape, long[] strides) {
    var out = new byte[Math.toIntExact(product(shape, width))];
    var index = new int[strides.length];
    long from = 0;
    for (int to = 0; to < out.length; to += width) {
      System.arraycopy(raw, Math.toIntExact(from * width), out, to, width);
      for (int d = strides.length - 1; d >= 0; d--) {
        from += strides[d];
        if (++index[d] < shape.get(d)) {
          break;
        }
        from -= strides[d] * index[d];
        index[d] = 0;
      }
    }
    return out;
  }
}

package preimage.net;

import java.util.ArrayList;
import preimage.tensor.Tensor;

/**
 * A transposed convolution that makes images {@code how.stride()} times as high and wide.
 *
 * @param in the channels of the smaller images
 */
record Rise(Deconv how, int in) {
  /** Whether outputs are just so many, so that each input pixel has a cell of them. */
  static boolean suits(Deconv how) {
    return how.kernel() - 2 * how.pad() == how.stride();
  }

  /**
   * Takes derivatives by the larger image's pixels in a window (high · wide · out), channels
   * innermost, to those by the smaller image's (high′ · wide′ · in): (high′ · wide′ · in, high ·
   * wide · out).
   *
   * @param kernels (in, out, k, k)
   */
  Tensor matrix(Tensor kernels, Window high, Window wide) {
    var columns = new ArrayList<Tensor>();
    for (int y = high.from(); y <= high.to(); y++) {
      for (int x = wide.from(); x <= wide.to(); x++) {
        columns.add(column(kernels, y, x, high.before(how), wide.before(how)));
      }
    }
    return Tensor.cat(columns, 1);
  }

  private Tensor column(Tensor kernels, int y, int x, Window high, Window wide) {
    var column = new ArrayList<Tensor>();
    for (int v = high.from(); v <= high.to(); v++) {
      for (int u = wide.from(); u <= wide.to(); u++) {
        column.add(between(kernels, tap(y, v), tap(x, u)));
      }
    }
    return Tensor.cat(column, 0);
  }

  /** The place in the kernel by which input pixel {@code from} reaches output pixel {@code to}. */
  private int tap(int to, int from) {
    return to + how.pad() - how.stride() * from;
  }

  private Tensor between(Tensor kernels, int y, int x) {
    boolean reached = Math.min(y, x) >= 0 && Math.max(y, x) < how.kernel();
    Tensor one =
        kernels.narrow(2, reached ? y : 0, 1).narrow(3, reached ? x : 0, 1).reshape(in, how.out());
    return reached ? one : one.mul(0);
  }
}

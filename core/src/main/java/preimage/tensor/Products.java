package preimage.tensor;

import java.util.ArrayList;
import java.util.Optional;

/** Matrix products that go into something, and those of few rows with a large matrix. */
public final class Products {
  /**
   * So many multiplications OpenBLAS does on the matrices as they lie in memory, on processors with
   * AVX-512. For more it first copies them into another order, which with few rows takes longer
   * than the product.
   */
  private static final long SMALL = 1_000_000;

  /** With more rows copying is worth it. */
  private static final int ROWS = 32;

  /** The same for the transpose. */
  private static final int TRANSPOSED_ROWS = 8;

  private Products() {}

  /** {@code sum + a · b}, without room for the product: (m, n), (m, k), (k, n) → (m, n). */
  public static Tensor added(Tensor sum, Tensor a, Tensor b) {
    return Tensor.wrap(sum.raw().addmm(a.raw(), b.raw()));
  }

  /** x · {@code matrix} + {@code shift}: (n, k), (k, m), (m) → (n, m). */
  public static Tensor affine(Tensor x, Tensor matrix, Optional<Tensor> shift) {
    long width = columns(x, matrix, ROWS);
    if (width == matrix.size(1)) {
      return x.linear(matrix.transpose(0, 1), shift);
    }
    var parts = new ArrayList<Tensor>();
    for (long at = 0; at < matrix.size(1); at += width) {
      long begin = at;
      long count = Math.min(width, matrix.size(1) - at);
      Tensor block = matrix.narrow(1, begin, count).transpose(0, 1);
      parts.add(x.linear(block, shift.map(s -> s.narrow(0, begin, count))));
    }
    return Tensor.cat(parts, 1);
  }

  /** y · {@code matrix}ᵀ: (n, m), (k, m) → (n, k). */
  public static Tensor back(Tensor y, Tensor matrix) {
    long width = columns(y, matrix, TRANSPOSED_ROWS);
    if (width == matrix.size(1)) {
      return y.linear(matrix, Optional.empty());
    }
    Tensor first = y.narrow(1, 0, width);
    Tensor sum = first.linear(matrix.narrow(1, 0, width), Optional.empty());
    for (long at = width; at < matrix.size(1); at += width) {
      long count = Math.min(width, matrix.size(1) - at);
      Tensor block = matrix.narrow(1, at, count).transpose(0, 1);
      sum = added(sum, y.narrow(1, at, count), block);
    }
    return sum;
  }

  /** How many columns of {@code matrix} (k, m) are multiplied at a time. */
  private static long columns(Tensor rows, Tensor matrix, int most) {
    long n = rows.size(0);
    long each = n * matrix.size(0);
    boolean few = n > 1 && n <= most && each <= SMALL;
    return few && Device.current() == Device.CPU
        ? Math.min(matrix.size(1), SMALL / each)
        : matrix.size(1);
  }
}

package preimage.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import preimage.tensor.Parallel;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * Points whose distances are first bounded by a single-precision matrix product, then computed
 * exactly where the bounds do not decide.
 *
 * <p>For points rounded to single precision the squared distance is |x|² + |y|² − 2 x·y, whose
 * error is at most ε(|x|² + |y|²): (d + 8) · 2⁻²⁴ from the product in any order of summation, and 4
 * · 2⁻²⁴ from the rounding of the points. Exact here means: the sum of squared differences in
 * double precision, the same for (x, y) and (y, x).
 *
 * @see <a href="https://doi.org/10.1137/1.9780898718027">Higham, 2002</a>, section 3.1
 */
final class Cloud implements AutoCloseable {
  static final int BLOCK = 1024;

  /** How many rows of products are on the heap at once. */
  private static final int STRIP = 64;

  private static final String POINTS = "points";

  private final Features features;
  private final List<Weights> points;
  private final Frame frame;

  /** (1 − ε)|x|², in squared units. */
  final double[] low;

  /** (1 + ε)|x|², in squared units. */
  final double[] high;

  /**
   * How points are shifted and scaled for the product.
   *
   * @param unit a power of two, so that scaling is exact
   */
  record Frame(double[] origin, double unit) {
    /** About the mean of some rows of {@code x}, so large that no square overflows. */
    static Frame of(Features x, Features y) {
      int d = x.dimension();
      var origin = new double[d];
      int some = Math.min(x.count(), 256);
      var rows = x.rows(0, some);
      for (int at = 0; at < rows.length; at++) {
        origin[at % d] += rows[at] / some;
      }
      double largest = Math.max(largest(x, origin), largest(y, origin));
      return new Frame(origin, largest > 0 ? Math.scalb(1.0, Math.getExponent(largest)) : 1);
    }

    /** Shifted and scaled. */
    double[] place(double[] x) {
      var placed = new double[x.length];
      Arrays.setAll(placed, i -> (x[i] - origin[i]) / unit);
      return placed;
    }

    /** What {@link #place} made of. */
    double[] back(double[] placed) {
      var x = new double[placed.length];
      Arrays.setAll(x, i -> placed[i] * unit + origin[i]);
      return x;
    }

    private static double largest(Features x, double[] origin) {
      return Parallel.map(
              Math.ceilDiv(x.count(), BLOCK),
              block -> {
                var most = new double[1];
                x.each(
                    block * BLOCK,
                    Math.min(x.count(), (block + 1) * BLOCK),
                    (_, rows) -> {
                      for (int at = 0; at < rows.length; at++) {
                        most[0] =
                            Math.max(most[0], Math.abs(rows[at] - origin[at % origin.length]));
                      }
                    });
                return most[0];
              })
          .stream()
          .mapToDouble(Double::doubleValue)
          .max()
          .orElse(0);
    }
  }

  Cloud(Features features, Frame frame) {
    this.features = features;
    this.frame = frame;
    low = new double[count()];
    high = new double[count()];
    points = Parallel.map(blocks(), this::block);
  }

  /** Rounds the points of a block, and bounds their norms. */
  private Weights block(int block) {
    int d = features.dimension();
    int start = block * BLOCK;
    double epsilon = (1.01 * d + 16) * 0x1p-24;
    // A copy of all points at once would leave holes in memory that nothing fits in later.
    var rounded =
        Scope.call(() -> Weights.of(Map.of(POINTS, Tensor.zeros(d).expand(end(block) - start, d))));
    try {
      fill(rounded, start, end(block));
    } catch (RuntimeException | Error e) {
      rounded.close();
      throw e;
    }
    for (int i = start; i < end(block); i++) {
      low[i] = high[i] * (1 - epsilon);
      high[i] *= 1 + epsilon;
    }
    return rounded;
  }

  /**
   * Writes rows {@code start} to {@code end} into a block's points, and the squares of their norms.
   */
  private void fill(Weights rounded, int start, int end) {
    int d = features.dimension();
    features.each(
        start,
        end,
        (from, rows) -> {
          var floats = new float[rows.length];
          for (int at = 0; at < rows.length; at++) {
            floats[at] = (float) ((rows[at] - frame.origin[at % d]) / frame.unit);
            high[from + at / d] += (double) floats[at] * floats[at];
          }
          Scope.run(() ->
              rounded.overwrite(POINTS, from - start, Tensor.of(floats, floats.length / d, d)));
        });
  }

  int count() {
    return features.count();
  }

  int blocks() {
    return Math.ceilDiv(count(), BLOCK);
  }

  /** The row behind the last of a block. */
  int end(int block) {
    return Math.min(count(), (block + 1) * BLOCK);
  }

  /** A point as the product sees it, before it was rounded. */
  double[] place(int i) {
    return frame.place(features.rows(i, i + 1));
  }

  /** The points of a block (b, d). */
  Tensor points(int block) {
    return points.get(block).named(POINTS);
  }

  /** Looks at the products of one point with all of a block. */
  @FunctionalInterface
  interface Row {
    /** Point {@code i} of this cloud, its products from {@code at} on. */
    void look(int i, float[] products, int at);
  }

  /**
   * Products of all points of two blocks, for each of this cloud's in turn: squared distances lie
   * between low + low − 2p and high + high − 2p.
   */
  void products(int block, Cloud others, int other, Row body) {
    Scope.withoutGradient(() -> {
      Tensor all = points(block).matmul(others.points(other).transpose(0, 1));
      int width = Math.toIntExact(all.size(1));
      int rows = Math.toIntExact(all.size(0));
      for (int first = 0; first < rows; first += STRIP) {
        int some = Math.min(STRIP, rows - first);
        var products = all.narrow(0, first, some).toArray();
        for (int i = 0; i < some; i++) {
          body.look(block * BLOCK + first + i, products, i * width);
        }
      }
      return 0;
    });
  }

  /** The exact squared distance of row {@code i} and row {@code j} of {@code others}. */
  double exact(int i, Cloud others, int j) {
    return squared(features.rows(i, i + 1), others.features.rows(j, j + 1))
        / frame.unit
        / frame.unit;
  }

  /** Σ (x − y)²; not of fused products, so that both orders give the same. */
  static double squared(double[] x, double[] y) {
    double even = 0;
    double odd = 0;
    int at = 0;
    for (; at + 1 < x.length; at += 2) {
      double first = x[at] - y[at];
      double second = x[at + 1] - y[at + 1];
      even += first * first;
      odd += second * second;
    }
    double last = at < x.length ? x[at] - y[at] : 0;
    return even + odd + last * last;
  }

  @Override
  public void close() {
    points.forEach(Weights::close);
  }
}

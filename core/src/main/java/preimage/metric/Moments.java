package preimage.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Parallel;
import preimage.tensor.Products;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * Mean and scatter of vectors, in double precision. Those of two sets make those of their union, up
 * to rounding.
 *
 * @param count n
 * @param mean (d)
 * @param scatter (d, d) row-major: Σ (x − mean)(x − mean)ᵀ
 * @see <a href="https://www.osti.gov/servlets/purl/1028931">Pébay, 2008</a>, for the union's
 */
public record Moments(long count, double[] mean, double[] scatter) {
  private static final int STRIP = 256;
  private static final int BLOCK = 1 << 20;
  private static final int LANES_VALUES = 1 << 24;
  private static final int LANES = 16;

  /** Those of all rows; the same for any number of threads. */
  public static Moments of(Features features) {
    int n = features.count();
    int d = features.dimension();
    int lanes = Math.clamp(Math.min(LANES_VALUES / ((long) d * d), n / 256), 1, LANES);
    var shift = middle(features.rows(0, Math.min(n, step(d))), d);
    var parts =
        Parallel.map(
            lanes,
            lane ->
                sums(
                    features,
                    shift,
                    (int) ((long) n * lane / lanes),
                    (int) ((long) n * (lane + 1) / lanes)));
    try {
      return Scope.withoutGradient(
          () -> parts.stream().map(Sums::of).reduce(Sums::plus).orElseThrow().about(n, shift));
    } finally {
      parts.forEach(Weights::close);
    }
  }

  /** Of the union of two sets. */
  public Moments merge(Moments other) {
    if (mean.length != other.mean.length) {
      throw new Misuse(widths(this, other));
    }
    int d = mean.length;
    long n = Math.addExact(count, other.count);
    double weight = (double) count * other.count / n;
    var shift = new double[d];
    var middle = new double[d];
    for (int i = 0; i < d; i++) {
      shift[i] = other.mean[i] - mean[i];
      middle[i] = mean[i] + shift[i] * other.count / n;
    }
    var sum = new double[d * d];
    for (int i = 0; i < d; i++) {
      double slope = weight * shift[i];
      for (int j = 0, at = i * d; j < d; j++, at++) {
        sum[at] = scatter[at] + other.scatter[at] + slope * shift[j];
      }
    }
    return new Moments(n, middle, sum);
  }

  /** The unbiased covariance (d, d), of n − 1. */
  public Tensor covariance() {
    return Tensor.of(scatter, mean.length, mean.length).div((double) (count - 1));
  }

  /** The trace of the covariance. */
  public double variance() {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += scatter[i * mean.length + i];
    }
    return sum / (count - 1);
  }

  static String widths(Moments a, Moments b) {
    return "features of %,d and of %,d numbers cannot be compared"
        .formatted(a.mean.length, b.mean.length);
  }

  /** Rows read at a time. */
  private static int step(int d) {
    return Math.max(64, BLOCK / d);
  }

  private static Weights sums(Features features, double[] shift, int from, int to) {
    int d = shift.length;
    int step = step(d);
    var block = new double[Math.min(step, to - from) * d];
    return Scope.call(() -> {
      var state = Sums.none(d);
      for (int begin = from; begin < to; begin += step) {
        int first = begin;
        int end = Math.min(to, first + step);
        state =
            Scope.advance(
                Bundle.NONE, state, sums -> sums.with(about(shift, features, first, end, block)));
      }
      return state.kept();
    });
  }

  /** Some rows less the shift. */
  private static Tensor about(double[] shift, Features features, int from, int to, double[] room) {
    int d = shift.length;
    features.read(from, to, room);
    for (int start = 0; start < (to - from) * d; start += d) {
      for (int j = 0; j < d; j++) {
        room[start + j] -= shift[j];
      }
    }
    boolean full = room.length == (to - from) * d;
    return Tensor.of(full ? room : Arrays.copyOf(room, (to - from) * d), to - from, d);
  }

  private static double[] middle(double[] block, int d) {
    var mean = new double[d];
    for (int at = 0; at < block.length; at++) {
      mean[at % d] += block[at];
    }
    double n = block.length / (double) d;
    for (int i = 0; i < d; i++) {
      mean[i] /= n;
    }
    return mean;
  }

  /**
   * Sums about a shift.
   *
   * @param vector Σ x
   * @param strips Σ x xᵀ by strips of rows, of each row only from its strip's first column on
   */
  private record Sums(Tensor vector, List<Tensor> strips) implements Bundle {
    private static final String VECTOR = "vector";
    private static final String STRIPS = "strip ";

    static Sums none(int d) {
      return new Sums(Tensor.of(new double[d], d), List.of());
    }

    Sums with(Tensor block) {
      long d = block.size(1);
      Tensor across = block.transpose(0, 1);
      var sums = new ArrayList<Tensor>();
      for (long first = 0; first < d; first += STRIP) {
        Tensor rows = across.narrow(0, first, Math.min(STRIP, d - first));
        Tensor columns = block.narrow(1, first, d - first);
        sums.add(
            strips.isEmpty()
                ? rows.matmul(columns)
                : Products.added(strips.get(sums.size()), rows, columns));
      }
      return new Sums(vector.add(block.sum(0)), sums);
    }

    /** Of the same columns and shift. */
    Sums plus(Sums other) {
      var sums =
          IntStream.range(0, strips.size())
              .mapToObj(i -> strips.get(i).add(other.strips.get(i)))
              .toList();
      return new Sums(vector.add(other.vector), sums);
    }

    /** For another thread. */
    Weights kept() {
      var named = new LinkedHashMap<String, Tensor>();
      named.put(VECTOR, vector);
      strips.forEach(strip -> named.put(STRIPS + named.size(), strip));
      return Weights.of(named);
    }

    static Sums of(Weights kept) {
      var strips =
          IntStream.range(1, kept.names().size()).mapToObj(i -> kept.named(STRIPS + i)).toList();
      return new Sums(kept.named(VECTOR), strips);
    }

    Moments about(long n, double[] shift) {
      int d = shift.length;
      var off = vector.div((double) n).toDoubles();
      var mean = new double[d];
      for (int i = 0; i < d; i++) {
        mean[i] = shift[i] + off[i];
      }
      var scatter = new double[Math.multiplyExact(d, d)];
      for (int s = 0; s < strips.size(); s++) {
        int first = s * STRIP;
        var strip = strips.get(s).toDoubles();
        int width = d - first;
        for (int i = first; i < first + strip.length / width; i++) {
          for (int j = i; j < d; j++) {
            double value = strip[(i - first) * width + j - first] - n * off[i] * off[j];
            scatter[i * d + j] = value;
            scatter[j * d + i] = value;
          }
        }
      }
      return new Moments(n, mean, scatter);
    }

    @Override
    public Stream<Tensor> tensors() {
      return Stream.concat(Stream.of(vector), strips.stream());
    }
  }
}

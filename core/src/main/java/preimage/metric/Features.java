package preimage.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * n samples as vectors of d numbers, read by rows: from the heap, or from a file that is larger
 * than it. Safe for use by several threads if the rows are.
 */
public final class Features {
  /** Small enough for the heap's nursery: the garbage of larger pieces makes the heap grow. */
  private static final int PIECE = 1 << 16;

  private final int count;
  private final int dimension;
  private final Rows rows;

  /** Where the rows are. */
  @FunctionalInterface
  public interface Rows {
    /** Puts rows {@code from} up to but not including {@code to} at the start of {@code into}. */
    void read(int from, int to, double[] into);
  }

  /** {@code count} rows of {@code dimension} numbers each. */
  public Features(int count, int dimension, Rows rows) {
    if (count < 1 || dimension < 1) {
      throw new Misuse(
          "features have at least one row and one column, not " + count + " and " + dimension);
    }
    this.count = count;
    this.dimension = dimension;
    this.rows = rows;
  }

  /** Rows on the heap, all equally long. */
  public static Features of(float[][] values) {
    requireEven(Arrays.stream(values).mapToInt(row -> row.length).distinct().toArray());
    int d = values[0].length;
    return new Features(
        values.length,
        d,
        (from, to, into) -> {
          for (int i = from; i < to; i++) {
            int start = (i - from) * d;
            for (int j = 0; j < d; j++) {
              into[start + j] = values[i][j];
            }
          }
        });
  }

  /** Rows on the heap, all equally long. */
  public static Features of(double[][] values) {
    requireEven(Arrays.stream(values).mapToInt(row -> row.length).distinct().toArray());
    int d = values[0].length;
    return new Features(
        values.length,
        d,
        (from, to, into) -> {
          for (int i = from; i < to; i++) {
            System.arraycopy(values[i], 0, into, (i - from) * d, d);
          }
        });
  }

  private static void requireEven(int[] widths) {
    if (widths.length != 1) {
      throw new Misuse("features are rows of one width, not of " + Arrays.toString(widths));
    }
  }

  /** The rows of all {@code parts} in turn. */
  public static Features joined(List<Features> parts) {
    var all = List.copyOf(parts);
    requireEven(all.stream().mapToInt(Features::dimension).distinct().toArray());
    var ends = all.stream().mapToInt(Features::count).toArray();
    Arrays.parallelPrefix(ends, Math::addExact);
    return new Features(
        ends[ends.length - 1],
        all.getFirst().dimension,
        (from, to, into) -> {
          for (int part = 0; part < ends.length; part++) {
            int start = ends[part] - all.get(part).count;
            int low = Math.max(from, start);
            int high = Math.min(to, ends[part]);
            if (low < high) {
              var piece = all.get(part).rows(low - start, high - start);
              System.arraycopy(
                  piece, 0, into, (low - from) * all.get(part).dimension, piece.length);
            }
          }
        });
  }

  /** n. */
  public int count() {
    return count;
  }

  /** d. */
  public int dimension() {
    return dimension;
  }

  /** Rows {@code from} up to but not including {@code to}, row-major. */
  public double[] rows(int from, int to) {
    Objects.checkFromToIndex(from, to, count);
    var into = new double[Math.multiplyExact(to - from, dimension)];
    rows.read(from, to, into);
    return into;
  }

  /** Puts rows {@code from} up to but not including {@code to} at the start of {@code into}. */
  void read(int from, int to, double[] into) {
    rows.read(from, to, into);
  }

  /** Puts row {@code i} into {@code into}, of d numbers. */
  void row(int i, double[] into) {
    rows.read(i, i + 1, into);
  }

  /** Looks at some rows. */
  @FunctionalInterface
  interface Piece {
    /** {@code rows}, row-major, of which the first is the row {@code from}. */
    void look(int from, double[] rows);
  }

  /** Looks at rows {@code from} up to but not including {@code to} in order, some at a time. */
  void each(int from, int to, Piece body) {
    int step = Math.max(1, PIECE / dimension);
    for (int first = from; first < to; first += step) {
      body.look(first, rows(first, Math.min(to, first + step)));
    }
  }

  /** Rows {@code from} up to but not including {@code to} in double precision. */
  Tensor tensor(int from, int to) {
    return Scope.call(() -> {
      var pieces = new ArrayList<Tensor>();
      each(from, to, (_, rows) -> pieces.add(Tensor.of(rows, rows.length / dimension, dimension)));
      return pieces.size() == 1 ? pieces.getFirst() : Tensor.cat(pieces, 0);
    });
  }

  /** The same rows, of which only these columns. */
  Features columns(int[] index) {
    return new Features(
        count,
        index.length,
        (from, to, into) -> {
          var wide = rows(from, to);
          for (int i = 0; i < to - from; i++) {
            for (int j = 0; j < index.length; j++) {
              into[i * index.length + j] = wide[i * dimension + index[j]];
            }
          }
        });
  }

  /** The rows at {@code index}, in that order. */
  public Features at(int... index) {
    var row = new double[dimension];
    return new Features(
        index.length,
        dimension,
        (from, to, into) -> {
          for (int i = from; i < to; i++) {
            var mine = rows(index[i], index[i] + 1);
            System.arraycopy(mine, 0, into, (i - from) * dimension, row.length);
          }
        });
  }

  /** Whether there are several rows and all of them are the same. */
  public boolean constant() {
    var first = rows(0, 1);
    var same = new AtomicBoolean(count > 1);
    each(
        0,
        count,
        (_, rows) -> {
          for (int at = 0; at < rows.length && same.get(); at++) {
            same.set(rows[at] == first[at % dimension]);
          }
        });
    return same.get();
  }

  /**
   * Looks at every number.
   *
   * @param name of the set, for complaints
   * @throws Misuse if one is not finite, or all rows are the same
   */
  void check(String name) {
    each(
        0,
        count,
        (from, rows) -> {
          for (int at = 0; at < rows.length; at++) {
            if (!Double.isFinite(rows[at])) {
              throw new Misuse(
                  "%s: row %d of the features holds %s"
                      .formatted(name, from + at / dimension, rows[at]));
            }
          }
        });
    if (constant()) {
      throw new Misuse(
          "%s: the features are constant: all %,d rows are the same".formatted(name, count));
    }
  }
}

package preimage.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import preimage.tensor.Parallel;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * Lloyd's iterations: every row to its nearest centre, every centre to the mean of its rows. A row
 * is looked at again only when the centres have moved so far that another might be nearer.
 *
 * @see <a href="https://cdn.aaai.org/ICML/2003/ICML03-022.pdf">Elkan, 2003</a>, for the bounds
 */
final class Lloyd implements AutoCloseable {
  private static final int LANES = 16;

  /** Of the mean variance of the columns, as scikit-learn has it. */
  private static final double TOLERANCE = 1e-4;

  private final Cloud.Frame frame;
  private final Cloud rows;
  private final int k;
  private final int d;
  private final double[][] centres;
  private final double[][] sums;
  private final long[] counts;

  /** The centre of each row, −1 before the first iteration. */
  private final int[] label;

  /** At least each row's distance from its centre. */
  private final float[] above;

  /** At most each row's distance from every other centre. */
  private final float[] spare;

  /** At most each row's distance from every centre, row by row, plus what that had travelled. */
  private final float[][] below;

  /** How far each centre moved last. */
  private final float[] moved;

  /** How far each centre has moved in all. */
  private final float[] travelled;

  /** The largest of the last moves. */
  private float farthest;

  private boolean settled;

  Lloyd(Features features, double[][] start) {
    frame = Cloud.Frame.of(features, features);
    rows = new Cloud(features, frame);
    k = start.length;
    d = features.dimension();
    centres = Arrays.stream(start).map(frame::place).toArray(double[][]::new);
    sums = new double[k][d];
    counts = new long[k];
    label = new int[rows.count()];
    Arrays.fill(label, -1);
    above = new float[rows.count()];
    spare = new float[rows.count()];
    below = new float[rows.blocks()][];
    moved = new float[k];
    travelled = new float[k];
  }

  /** The centres where they are now. */
  double[][] centres() {
    return Arrays.stream(centres).map(frame::back).toArray(double[][]::new);
  }

  /** One iteration; false if nothing moved, or the last one moved hardly anything. */
  boolean move() {
    if (settled || !assign()) {
      return false;
    }
    fill();
    double shift = 0;
    farthest = 0;
    for (int c = 0; c < k; c++) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        double mean = sums[c][j] / counts[c];
        square += (mean - centres[c][j]) * (mean - centres[c][j]);
        centres[c][j] = mean;
      }
      moved[c] = Math.nextUp((float) Math.sqrt(square));
      travelled[c] = Math.nextUp(travelled[c] + moved[c]);
      farthest = Math.max(farthest, moved[c]);
      shift += square;
    }
    settled = shift <= TOLERANCE * variance();
    return true;
  }

  /** What a share of the rows has changed. */
  private record Change(double[][] sums, long[] counts, boolean any) {}

  /** Every row to its nearest centre; whether any changed. */
  private boolean assign() {
    var flat = new float[k * d];
    var norms = new double[k];
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        flat[c * d + j] = (float) centres[c][j];
        norms[c] += (double) flat[c * d + j] * flat[c * d + j];
      }
    }
    int lanes = Math.min(LANES, rows.blocks());
    boolean any = false;
    for (var change :
        Parallel.map(
            lanes,
            lane ->
                Scope.withoutGradient(() -> assign(lane, lanes, Tensor.of(flat, k, d), norms)))) {
      any |= change.any;
      for (int c = 0; c < k; c++) {
        counts[c] += change.counts[c];
        for (int j = 0; j < d; j++) {
          sums[c][j] += change.sums[c][j];
        }
      }
    }
    return any;
  }

  private Change assign(int lane, int lanes, Tensor places, double[] norms) {
    var change = new Change(new double[k][d], new long[k], false);
    boolean any = false;
    for (int i = lane; i < rows.blocks(); i += lanes) {
      int block = i;
      var open = open(block);
      if (open.isEmpty()) {
        continue;
      }
      int from = block * Cloud.BLOCK;
      var index = open.stream().mapToInt(Integer::intValue).toArray();
      var products =
          Scope.call(() ->
              rows.points(block).rows(Tensor.of(index)).matmul(places.transpose(0, 1)).toArray());
      for (int at = 0; at < index.length; at++) {
        int row = from + index[at];
        int old = label[row];
        label[row] = nearest(row, products, at * k, norms, below[block], index[at] * k);
        if (label[row] != old) {
          any = true;
          shift(change, rows.place(row), old, label[row]);
        }
      }
    }
    return new Change(change.sums, change.counts, any);
  }

  /** The rows of a block whose nearest centre may be another than it was. */
  private List<Integer> open(int block) {
    int from = block * Cloud.BLOCK;
    int count = rows.end(block) - from;
    var open = new ArrayList<Integer>(count);
    boolean first = below[block] == null;
    if (first) {
      below[block] = new float[count * k];
    }
    for (int i = 0; i < count; i++) {
      if (first || loosen(below[block], i * k, from + i)) {
        open.add(i);
      }
    }
    return open;
  }

  /** Lets the bounds follow the centres; whether they leave a doubt. */
  private boolean loosen(float[] bounds, int at, int row) {
    int mine = label[row];
    above[row] += moved[mine];
    spare[row] -= farthest;
    if (spare[row] > above[row]) {
      return false;
    }
    float own = bounds[at + mine];
    bounds[at + mine] = Float.POSITIVE_INFINITY;
    float least = Float.POSITIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      least = Math.min(least, bounds[at + c] - travelled[c]);
    }
    bounds[at + mine] = own;
    spare[row] = least;
    return least <= above[row];
  }

  private int nearest(int row, float[] products, int at, double[] norms, float[] bounds, int to) {
    double mine = (rows.low[row] + rows.high[row]) / 2;
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      double square = Math.max(0, mine + norms[c] - 2 * products[at + c]);
      bounds[to + c] = (float) Math.sqrt(square) + travelled[c];
      if (square < least) {
        second = least;
        least = square;
        best = c;
      } else if (square < second) {
        second = square;
      }
    }
    above[row] = (float) Math.sqrt(least);
    spare[row] = (float) Math.sqrt(second);
    return best;
  }

  private static void shift(Change change, double[] place, int from, int to) {
    change.counts[to]++;
    for (int j = 0; j < place.length; j++) {
      change.sums[to][j] += place[j];
    }
    if (from >= 0) {
      change.counts[from]--;
      for (int j = 0; j < place.length; j++) {
        change.sums[from][j] -= place[j];
      }
    }
  }

  /** A centre that lost its last row takes the one that is farthest from its own. */
  private void fill() {
    for (int c = 0; c < k; c++) {
      while (counts[c] == 0) {
        int last = -1;
        for (int row = 0; row < label.length; row++) {
          if (counts[label[row]] > 1 && (last < 0 || above[row] > above[last])) {
            last = row;
          }
        }
        shift(new Change(sums, counts, true), rows.place(last), label[last], c);
        label[last] = c;
        above[last] = 0;
        spare[last] = 0;
        var bounds = below[last / Cloud.BLOCK];
        int at = last % Cloud.BLOCK * k;
        Arrays.fill(bounds, at, at + k, 0);
      }
    }
  }

  /** The mean variance of the columns. */
  private double variance() {
    double square = 0;
    for (int i = 0; i < rows.count(); i++) {
      square += rows.high[i] / rows.count();
    }
    for (int j = 0; j < d; j++) {
      double mean = 0;
      for (int c = 0; c < k; c++) {
        mean += sums[c][j] / rows.count();
      }
      square -= mean * mean;
    }
    return square / d;
  }

  @Override
  public void close() {
    rows.close();
  }
}

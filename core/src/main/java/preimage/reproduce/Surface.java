package preimage.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.tensor.Shape;

/**
 * The density of points in the plane, on a square grid round the origin, by a normal kernel.
 *
 * @param values row by row, from the top left
 */
record Surface(double[] values) {
  static final int SIDE = 48;

  /** Half the width of the square. */
  static final double REACH = 3.2;

  private static final double KERNEL = .15;

  /** The density of {@code points}. */
  static Surface of(float[][] points) {
    var values = new double[SIDE * SIDE];
    double[] columns = new double[SIDE];
    double[] rows = new double[SIDE];
    for (float[] point : points) {
      for (int i = 0; i < SIDE; i++) {
        columns[i] = kernel(point[0] - x(i));
        rows[i] = kernel(point[1] - y(i));
      }
      for (int i = 0; i < values.length; i++) {
        values[i] += columns[i % SIDE] * rows[i / SIDE] / points.length;
      }
    }
    return new Surface(values);
  }

  private static double kernel(double distance) {
    double scaled = distance / KERNEL;
    return Math.exp(-scaled * scaled / 2) / (Math.sqrt(2 * Math.PI) * KERNEL);
  }

  private static double x(int column) {
    return REACH * (2 * (column + .5) / SIDE - 1);
  }

  private static double y(int row) {
    return -x(row);
  }

  /** Where each place of the grid is. */
  static float[] place(int index) {
    return new float[] {(float) x(index % SIDE), (float) y(index / SIDE)};
  }

  /** The place that a point is nearest to. */
  static int nearest(float[] point) {
    int column = (int) Math.floor((point[0] / REACH + 1) / 2 * SIDE);
    int row = (int) Math.floor((1 - point[1] / REACH) / 2 * SIDE);
    return Math.clamp(row, 0, SIDE - 1) * SIDE + Math.clamp(column, 0, SIDE - 1);
  }

  /** How many times as dense this is as {@code before}; NaN where that holds next to nothing. */
  double[] over(Surface before) {
    double least =
        .05 * IntStream.range(0, values.length).mapToDouble(i -> before.values[i]).max().orElse(0);
    return IntStream.range(0, values.length)
        .mapToDouble(i -> before.values[i] < least ? Double.NaN : values[i] / before.values[i])
        .toArray();
  }

  /**
   * The places with the largest of such ratios, or the smallest, the most extreme first.
   *
   * @param apart the least distance between two of them
   */
  static List<Integer> extremes(double[] ratios, boolean largest, int most, double apart) {
    var order = Comparator.<Integer>comparingDouble(i -> largest ? -ratios[i] : ratios[i]);
    var candidates =
        IntStream.range(0, ratios.length)
            .filter(i -> !Double.isNaN(ratios[i]))
            .boxed()
            .sorted(order)
            .toList();
    var chosen = new ArrayList<Integer>();
    for (int candidate : candidates) {
      boolean alone = chosen.stream().allMatch(other -> distance(candidate, other) >= apart);
      if (alone && chosen.size() < most) {
        chosen.add(candidate);
      }
    }
    return chosen;
  }

  private static double distance(int a, int b) {
    return Math.hypot(place(a)[0] - place(b)[0], place(a)[1] - place(b)[1]);
  }

  /** Several as pictures, each from black at 0 to white at its largest value. */
  static Images pictures(List<Surface> surfaces) {
    var pixels = new float[surfaces.size() * SIDE * SIDE];
    for (int s = 0; s < surfaces.size(); s++) {
      double[] values = surfaces.get(s).values;
      double most = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(1);
      for (int i = 0; i < values.length; i++) {
        pixels[s * values.length + i] = (float) (values[i] / most);
      }
    }
    return new Images(Shape.of(1, SIDE, SIDE), pixels);
  }
}

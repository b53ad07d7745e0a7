package preimage.report;

import java.util.Arrays;
import java.util.List;

/**
 * Series over two axes.
 *
 * @param caption what there is to see, or ""
 * @param plane whether both axes measure one plane: a unit is as long upward as it is across
 */
public record Chart(
    String title, String caption, Axis x, Axis y, List<Series> series, boolean plane)
    implements Section {
  private static final int FEW_BINS = 8;

  public Chart {
    series = List.copyOf(series);
    if (plane && (x.scale() != Axis.Scale.LINEAR || y.scale() != Axis.Scale.LINEAR)) {
      throw new IllegalArgumentException("a plane has linear axes");
    }
  }

  /** Axes that have nothing to do with each other. */
  public Chart(String title, String caption, Axis x, Axis y, List<Series> series) {
    this(title, caption, x, y, series, false);
  }

  /**
   * How often values fall into equal bins between the lowest and the highest of them, fewer where
   * there are few values; those that are not finite are left out, and the caption says how many.
   *
   * @param most bins
   */
  public static Chart histogram(String title, String label, double[] values, int most) {
    double[] finite = Arrays.stream(values).filter(Axis.Scale.LINEAR::shows).toArray();
    int bins = Math.min(most, Math.max(FEW_BINS, (int) (2 * Math.sqrt(finite.length))));
    double low = Arrays.stream(finite).min().orElse(Double.NaN);
    double high = Arrays.stream(finite).max().orElse(Double.NaN);
    if (low == high) {
      low -= .5;
      high += .5;
    }
    var edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = low + (high - low) * i / bins;
    }
    var counts = new double[bins];
    for (double value : finite) {
      counts[Math.min((int) ((value - low) / (high - low) * bins), bins - 1)]++;
    }
    int lost = values.length - finite.length;
    var caption = lost == 0 ? "" : "%s of %s values are not finite.".formatted(lost, values.length);
    var bars = new Series.Bars("", edges, counts);
    return new Chart(title, caption, Axis.linear(label), Axis.linear("count"), List.of(bars));
  }

  /** This chart as an SVG file of its own, for light and dark pages. */
  public String svg() {
    return ChartSvg.standalone(this);
  }
}

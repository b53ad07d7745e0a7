package preimage.report;

/** Numbers that a chart draws. Those that are not finite are left out, and the chart says so. */
public sealed interface Series {
  /** Its name in the legend; "" for none. */
  String name();

  double[] x();

  double[] y();

  /**
   * Points joined in their order; a point that cannot be drawn leaves a gap.
   *
   * @param low the lower end of a band at each point, or empty
   * @param high the upper end of the band
   */
  record Line(String name, double[] x, double[] y, double[] low, double[] high) implements Series {
    public Line {
      same("y", x.length, y.length);
      if (low.length + high.length > 0) {
        same("low", x.length, low.length);
        same("high", x.length, high.length);
      }
    }

    public Line(String name, double[] x, double[] y) {
      this(name, x, y, new double[0], new double[0]);
    }

    boolean banded() {
      return low.length > 0;
    }
  }

  /** Points by themselves. */
  record Points(String name, double[] x, double[] y) implements Series {
    public Points {
      same("y", x.length, y.length);
    }
  }

  /**
   * Bars side by side from 0 up, as in a histogram.
   *
   * @param x the edges, ascending, one more than there are bars
   * @param y the heights
   */
  record Bars(String name, double[] x, double[] y) implements Series {
    public Bars {
      same("edges less one", x.length - 1, y.length);
    }
  }

  private static void same(String what, int expected, int length) {
    if (expected != length) {
      throw new IllegalArgumentException(
          what + " must match: " + expected + " expected but there are " + length);
    }
  }
}

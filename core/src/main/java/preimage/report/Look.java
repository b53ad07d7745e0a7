package preimage.report;

/**
 * What tells one series from another: colour, dashes and marker, so that no two of the first 36
 * look alike and the first six differ in each, even in grey.
 *
 * @param style the class of its colour in chart.css
 * @param dashes SVG's stroke-dasharray
 */
record Look(String style, String dashes, Marker marker) {
  /** The number of colours. */
  private static final int COLOURS = 6;

  private static final String[] DASHES = {"none", "7 4", "2 4", "10 4 2 4", "14 5", "4 3 1 3 1 3"};

  /** The shape of a point, about 7 pixels across. */
  enum Marker {
    CIRCLE("m-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z"),
    SQUARE("m-2.9-2.9h5.8v5.8h-5.8z"),
    TRIANGLE("m0-3.8l3.6 6.4h-7.2z"),
    DIAMOND("m0-4l3.6 4l-3.6 4l-3.6-4z"),
    CROSS("m-3-3l6 6m0-6l-6 6"),
    PLUS("m-4 0h8m-4-4v8");

    private final String path;

    Marker(String path) {
      this.path = path;
    }

    /** The marker as a piece of a path, with its middle at (x, y). */
    String at(double x, double y) {
      return "M" + ChartSvg.px(x) + " " + ChartSvg.px(y) + path;
    }
  }

  static Look of(int index) {
    int round = index / COLOURS;
    int shape = (index + round) % COLOURS;
    return new Look("c" + index % COLOURS, DASHES[shape], Marker.values()[shape]);
  }
}

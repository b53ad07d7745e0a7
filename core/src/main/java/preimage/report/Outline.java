package preimage.report;

import static preimage.report.ChartSvg.px;

/** A path through points, with gaps. */
final class Outline {
  private final StringBuilder path = new StringBuilder();
  private int points;

  /** Draws on to (x, y), or starts there. */
  void to(double x, double y) {
    path.append(points == 0 ? 'M' : 'L').append(px(x)).append(' ').append(px(y));
    points++;
  }

  /** Leaves a gap. */
  void lift() {
    if (points == 1) {
      // A round cap makes a lone point visible.
      path.append("h0");
    }
    points = 0;
  }

  String finish() {
    lift();
    return path.toString();
  }
}

package preimage.report;

import static preimage.report.ChartSvg.px;

/**
 * A path through many points that stays as small as what can be seen: of points within the same
 * half pixel across, the first, the lowest, the highest and the last remain.
 */
final class Outline {
  private final StringBuilder path = new StringBuilder();
  private boolean down;
  private boolean pending;
  private long column;
  private double x;
  private double first;
  private double low;
  private double high;
  private double last;

  /** Draws on to (x, y), or starts there. */
  void to(double x, double y) {
    long here = Math.round(x * 2);
    if (pending && here == column) {
      low = Math.min(low, y);
      high = Math.max(high, y);
      last = y;
      return;
    }
    flush();
    pending = true;
    column = here;
    this.x = x;
    first = y;
    low = y;
    high = y;
    last = y;
  }

  /** Leaves a gap. */
  void lift() {
    flush();
    down = false;
  }

  String finish() {
    flush();
    return path.toString();
  }

  private void flush() {
    if (!pending) {
      return;
    }
    pending = false;
    path.append(down ? 'L' : 'M').append(px(x)).append(' ').append(px(first));
    if (low != high) {
      path.append('V').append(px(low)).append('V').append(px(high)).append('V').append(px(last));
    } else if (!down) {
      // A round cap makes a lone point visible.
      path.append("h0");
    }
    down = true;
  }
}

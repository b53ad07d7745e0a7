package preimage.report;

import java.util.stream.DoubleStream;

/**
 * Where values lie on an axis: {@code low} at {@code from} pixels and {@code high} at {@code to}.
 */
record Ruler(Axis.Scale scale, double low, double high, double from, double to) {
  /** Differences below this share of the values could not be told apart in print. */
  private static final double FINEST = 1e-9;

  /** Below this, powers of ten would underflow: such values count as 0. */
  private static final double SMALLEST = 1e-250;

  /** A ruler that spans the values that can be shown, or 0 to 1 (1 to 10) where there are none. */
  static Ruler over(DoubleStream values, Axis.Scale scale, double from, double to) {
    var shown = values.filter(scale::shows).summaryStatistics();
    double low = shown.getMin();
    double high = shown.getMax();
    if (shown.getCount() == 0) {
      return new Ruler(
          scale, scale == Axis.Scale.LOG ? 1 : 0, scale == Axis.Scale.LOG ? 10 : 1, from, to);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low > Math.max(FINEST * size, SMALLEST)) {
      return new Ruler(scale, low, high, from, to);
    }
    return switch (scale) {
      case LOG -> new Ruler(scale, low / 2, high * 2, from, to);
      case LINEAR -> {
        double room = size < SMALLEST ? 1 : size / 10;
        yield new Ruler(scale, low - room, high + room, from, to);
      }
    };
  }

  /** This ruler with {@code share} of its length more at both ends. */
  Ruler padded(double share) {
    double a = place(low);
    double b = place(high);
    return new Ruler(scale, value(a - share * (b - a)), value(b + share * (b - a)), from, to);
  }

  /** This linear ruler about the same middle, a pixel being {@code unit} long. */
  Ruler stretched(double unit) {
    double middle = (low + high) / 2;
    double half = unit * Math.abs(to - from) / 2;
    return new Ruler(scale, middle - half, middle + half, from, to);
  }

  /** This ruler with a little more at both ends: up to the next tick on a linear scale. */
  Ruler rounded(int ticks) {
    if (scale == Axis.Scale.LOG) {
      return padded(.04);
    }
    double step = Ticks.step(low, high, ticks);
    return new Ruler(
        scale,
        Math.floor(low / step + 1e-9) * step,
        Math.ceil(high / step - 1e-9) * step,
        from,
        to);
  }

  double at(double value) {
    double a = place(low);
    return from + (to - from) * ((place(value) - a) / (place(high) - a));
  }

  private double place(double value) {
    return scale == Axis.Scale.LOG ? Math.log10(value) : value;
  }

  private double value(double place) {
    return scale == Axis.Scale.LOG ? Math.pow(10, place) : place;
  }
}

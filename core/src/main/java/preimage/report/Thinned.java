package preimage.report;

import java.util.Arrays;

/**
 * Lines with more points than can be seen, in fewer: each run of points becomes its mean, with a
 * band over all that the run covers.
 */
final class Thinned {
  private enum Of {
    MEAN,
    LOWEST,
    HIGHEST
  }

  private Thinned() {}

  /** {@code chart} with no more points a line than {@code pixels} across can show. */
  static Chart chart(Chart chart, int pixels) {
    var series =
        chart.series().stream()
            .map(
                one -> one instanceof Series.Line line ? line(line, chart, run(line, pixels)) : one)
            .toList();
    return new Chart(chart.title(), chart.caption(), chart.x(), chart.y(), series, chart.plane());
  }

  /** How many points each point of the thinned series stands for. */
  static int run(Series series, int pixels) {
    int count = series.x().length;
    boolean thin = series instanceof Series.Line && count > pixels && ascending(series.x());
    return thin ? Math.ceilDiv(count, Math.max(1, pixels / 2)) : 1;
  }

  private static boolean ascending(double... x) {
    for (int i = 1; i < x.length; i++) {
      if (x[i] < x[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static Series.Line line(Series.Line line, Chart chart, int run) {
    if (run == 1) {
      return line;
    }
    double[] low = line.banded() ? line.low() : line.y();
    double[] high = line.banded() ? line.high() : line.y();
    return new Series.Line(
        line.name(),
        each(run, line.x(), chart.x().scale(), Of.MEAN),
        each(run, line.y(), chart.y().scale(), Of.MEAN),
        each(run, low, chart.y().scale(), Of.LOWEST),
        each(run, high, chart.y().scale(), Of.HIGHEST));
  }

  private static double[] each(int run, double[] values, Axis.Scale scale, Of of) {
    var all = new double[Math.ceilDiv(values.length, run)];
    for (int i = 0; i < all.length; i++) {
      var shown =
          Arrays.stream(values, i * run, Math.min((i + 1) * run, values.length))
              .filter(scale::shows)
              .summaryStatistics();
      double value =
          switch (of) {
            case MEAN -> shown.getAverage();
            case LOWEST -> shown.getMin();
            case HIGHEST -> shown.getMax();
          };
      all[i] = shown.getCount() == 0 ? Double.NaN : value;
    }
    return all;
  }
}

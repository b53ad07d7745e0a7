package preimage.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a chart says in words: for those who do not see it, and about what it could not draw. */
final class Notes {
  private static final int MOST = 3;
  private static final Numerals SHORT = Numerals.significant(3);

  private Notes() {}

  /** Whether point {@code i} of a series has a place in its chart. */
  static boolean shows(Chart chart, Series series, int i) {
    return chart.x().scale().shows(series.x()[i])
        && (series instanceof Series.Bars
            ? Axis.Scale.LINEAR.shows(series.y()[i])
            : chart.y().scale().shows(series.y()[i]));
  }

  /** The number of points of a series that are drawn. */
  static long drawn(Chart chart, Series series) {
    return IntStream.range(0, series.y().length).filter(i -> shows(chart, series, i)).count();
  }

  /**
   * One sentence for each series that is not drawn as a whole, a few if there are many, and one
   * where lines are thinned for {@code pixels} across.
   */
  static List<String> on(Chart chart, int pixels) {
    var notes = new ArrayList<String>();
    for (var series : chart.series()) {
      long lost = series.y().length - drawn(chart, series);
      if (lost > 0) {
        var name = series.name().isEmpty() ? "" : series.name() + ": ";
        notes.add(
            name
                + lost
                + " of "
                + series.y().length
                + " points not drawn, "
                + reason(chart, series));
      }
    }
    if (notes.size() > MOST) {
      int more = notes.size() - MOST;
      notes.subList(MOST, notes.size()).clear();
      notes.add("and " + more + " more series likewise");
    }
    int run = chart.series().stream().mapToInt(s -> Thinned.run(s, pixels)).max().orElse(1);
    if (run > 1) {
      notes.add("lines are means over up to " + run + " points, bands their range");
    }
    return List.copyOf(notes);
  }

  static String nothing(Chart chart) {
    boolean none = chart.series().stream().allMatch(series -> series.y().length == 0);
    return none
        ? "Nothing to draw: no points"
        : "Nothing to draw: all points are " + reason(chart, chart.series().toArray(Series[]::new));
  }

  static String name(Chart chart) {
    return chart.title().isEmpty()
        ? chart.y().label() + " over " + chart.x().label()
        : chart.title();
  }

  /** The chart in words. */
  static String words(Chart chart) {
    var axes = "Chart of " + chart.y().label() + " against " + chart.x().label();
    return axes + chart.series().stream().map(s -> "; " + words(chart, s)).collect(joining()) + ".";
  }

  private static String words(Chart chart, Series series) {
    int[] shown =
        IntStream.range(0, series.y().length).filter(i -> shows(chart, series, i)).toArray();
    var name = series.name().isEmpty() ? "series" : series.name();
    if (shown.length == 0) {
      return name + ": no points";
    }
    double first = series.y()[shown[0]];
    double last = series.y()[shown[shown.length - 1]];
    return "%s: %s points, first %s, last %s"
        .formatted(name, shown.length, SHORT.write(first), SHORT.write(last));
  }

  private static String reason(Chart chart, Series... all) {
    boolean infinite = false;
    boolean beyond = false;
    for (var series : all) {
      for (int i = 0; i < series.y().length; i++) {
        boolean finite = Double.isFinite(series.x()[i]) && Double.isFinite(series.y()[i]);
        infinite |= !finite;
        beyond |= finite && !shows(chart, series, i);
      }
    }
    if (!beyond) {
      return "not finite";
    }
    boolean log = chart.x().scale() == Axis.Scale.LOG || chart.y().scale() == Axis.Scale.LOG;
    var why = log ? "not positive" : "beyond 1e250";
    return infinite ? "not finite or " + why : why;
  }
}

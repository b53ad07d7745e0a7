package preimage.report;

import static preimage.report.ChartSvg.px;

import java.util.LinkedHashSet;

/** Draws one series between two rulers. */
record SeriesSvg(Chart chart, Ruler x, Ruler y, Markup out) {
  /** Up to this many points, each is marked. */
  private static final int FEW = 24;

  static boolean marked(Series.Line line) {
    return line.x().length <= FEW;
  }

  void draw(Series series, Look look) {
    out.open("g", "class", "series " + look.style());
    switch (series) {
      case Series.Line line -> line(line, look);
      case Series.Points points -> markers(points, look);
      case Series.Bars bars -> bars(bars);
    }
    out.close();
  }

  private void line(Series.Line line, Look look) {
    if (line.banded()) {
      band(line);
    }
    var path = new Outline();
    for (int i = 0; i < line.x().length; i++) {
      if (Notes.shows(chart, line, i)) {
        path.to(x.at(line.x()[i]), y.at(line.y()[i]));
      } else {
        path.lift();
      }
    }
    out.leaf("path", "class", "stroke", "stroke-dasharray", look.dashes(), "d", path.finish());
    if (marked(line)) {
      markers(line, look);
    }
  }

  /** The band, in pieces where some of it cannot be drawn. */
  private void band(Series.Line line) {
    for (int from = 0; from < line.x().length; from++) {
      int to = from;
      while (to < line.x().length && bounded(line, to)) {
        to++;
      }
      if (to - from > 1) {
        var edge = new Outline();
        for (int i = from; i < to; i++) {
          edge.to(x.at(line.x()[i]), y.at(line.high()[i]));
        }
        for (int i = to - 1; i >= from; i--) {
          edge.to(x.at(line.x()[i]), y.at(line.low()[i]));
        }
        out.leaf("path", "class", "band", "d", edge.finish() + "z");
        from = to;
      }
    }
  }

  private boolean bounded(Series.Line line, int i) {
    var scale = chart.y().scale();
    return chart.x().scale().shows(line.x()[i])
        && scale.shows(line.low()[i])
        && scale.shows(line.high()[i]);
  }

  private void markers(Series series, Look look) {
    var places = new LinkedHashSet<String>();
    for (int i = 0; i < series.x().length; i++) {
      if (Notes.shows(chart, series, i)) {
        places.add(look.marker().at(x.at(series.x()[i]), y.at(series.y()[i])));
      }
    }
    out.leaf("path", "class", "marker", "d", String.join("", places));
  }

  private void bars(Series.Bars bars) {
    for (int i = 0; i < bars.y().length; i++) {
      if (!Notes.shows(chart, bars, i) || !chart.x().scale().shows(bars.x()[i + 1])) {
        continue;
      }
      double left = x.at(bars.x()[i]);
      double top = bars.y()[i] > 0 ? y.at(bars.y()[i]) : y.from();
      out.leaf(
          "rect",
          "class",
          "bar",
          "x",
          px(left),
          "y",
          px(top),
          "width",
          px(x.at(bars.x()[i + 1]) - left),
          "height",
          px(y.from() - top));
    }
  }
}

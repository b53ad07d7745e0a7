package preimage.report;

import java.util.ArrayList;
import java.util.List;

/** The names of series beside a sample of each, in as many rows as the width asks for. */
final class Legend {
  private static final double SAMPLE = 30;
  private static final double ROW = 20;

  private final List<Entry> entries = new ArrayList<>();
  private final double height;

  private record Entry(Series series, String name, Look look, double x, double y) {}

  Legend(List<Series> series, double width) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < series.size(); i++) {
      if (series.get(i).name().isEmpty()) {
        continue;
      }
      var name = Width.cut(series.get(i).name(), 12, width - SAMPLE);
      double wide = SAMPLE + Width.pixels(name, 12) + 18;
      if (x > 0 && x + wide - 18 > width) {
        x = 0;
        y += ROW;
      }
      entries.add(new Entry(series.get(i), name, Look.of(i), x, y));
      x += wide;
    }
    height = entries.isEmpty() ? 0 : y + ROW + 6;
  }

  double height() {
    return height;
  }

  void draw(Markup out) {
    for (var entry : entries) {
      double middle = entry.y + 9;
      out.open("g", "class", "series " + entry.look.style());
      switch (entry.series) {
        case Series.Line line -> {
          var path = "M%s %sh24".formatted(ChartSvg.px(entry.x), ChartSvg.px(middle));
          out.leaf("path", "class", "stroke", "stroke-dasharray", entry.look.dashes(), "d", path);
          if (SeriesSvg.marked(line)) {
            marker(entry, middle, out);
          }
        }
        case Series.Points points -> marker(entry, middle, out);
        case Series.Bars bars ->
            out.leaf(
                "rect",
                "class",
                "bar",
                "x",
                ChartSvg.px(entry.x + 5),
                "y",
                ChartSvg.px(middle - 6),
                "width",
                "14",
                "height",
                "12");
      }
      out.close();
      out.element(
          "text",
          entry.name,
          "class",
          "name",
          "x",
          ChartSvg.px(entry.x + SAMPLE),
          "y",
          ChartSvg.px(middle + 4));
    }
  }

  private static void marker(Entry entry, double middle, Markup out) {
    out.leaf("path", "class", "marker", "d", entry.look.marker().at(entry.x + 12, middle));
  }
}

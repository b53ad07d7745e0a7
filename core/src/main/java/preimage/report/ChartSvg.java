package preimage.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Draws charts as SVG at a fixed size in pixels, so that their letters stay as large as the page's.
 */
final class ChartSvg {
  private static final double FONT = 12;
  private static final double LINE = 18;
  private static final double EDGE = 12;

  /** What numbers beside a plane may take of its width. */
  private static final double BESIDE = 56;

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String FONTS =
      ".chart{font-family:Inter,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif}";

  private final Chart chart;
  private final double width;
  private final List<String> notes;
  private final Legend legend;
  private final Ruler x;
  private final Ruler y;
  private final List<Ticks.Tick> across;
  private final List<Ticks.Tick> upward;
  private final double below;
  private final double height;

  private ChartSvg(Chart chart, int width, double asked) {
    // A plane wants a square; more than that would not fit on a screen.
    double plot = chart.plane() ? Math.min(width - BESIDE, 480) : asked;
    this.chart = Thinned.chart(chart, width);
    this.width = width;
    this.notes =
        Notes.on(chart, width).stream()
            .flatMap(note -> Width.lines(note, FONT, width).stream())
            .toList();
    this.legend = new Legend(chart.series(), width);
    double top = legend.height() + (chart.y().label().isEmpty() ? 8 : LINE + 8);
    var upright = Ruler.over(vertical(chart), chart.y().scale(), top + plot, top);
    int room = Math.max(2, (int) (plot / 44));
    // Bars are counts: no tick between 0 and 1.
    boolean counts = chart.series().stream().allMatch(Series.Bars.class::isInstance);
    int rows = counts ? Math.clamp((long) upright.high(), 1, room) : room;
    this.y =
        chart.plane()
            ? upright.stretched(unit(chart, width - BESIDE, plot))
            : upright.rounded(rows);
    this.upward = Ticks.along(y, rows);
    double left = upward.stream().mapToDouble(ChartSvg::width).max().orElse(0) + 10;
    var loose = Ruler.over(horizontal(chart), chart.x().scale(), left, width - 12);
    boolean points = chart.series().stream().anyMatch(Series.Points.class::isInstance);
    var roomy = points ? loose.padded(.03) : loose;
    this.x = chart.plane() ? loose.stretched((y.high() - y.low()) / plot) : roomy;
    this.across = Ticks.along(x, Math.max(2, (int) ((width - left) / 64)));
    this.below = top + plot + 24 + (chart.x().label().isEmpty() ? 0 : LINE);
    this.height = below + notes.size() * LINE + 2;
  }

  /** How much a pixel must measure for all to fit, with a little room around it. */
  private static double unit(Chart chart, double width, double plot) {
    var across = Ruler.over(horizontal(chart), chart.x().scale(), 0, width);
    var upright = Ruler.over(vertical(chart), chart.y().scale(), 0, plot);
    return 1.06
        * Math.max((across.high() - across.low()) / width, (upright.high() - upright.low()) / plot);
  }

  /**
   * Draws {@code chart} into {@code out}.
   *
   * @param plot the height of what lies between the axes; legend, labels and notes come to it
   * @param id an id of its own within the page
   */
  static void draw(Chart chart, int width, double plot, String id, String style, Markup out) {
    var drawing = new ChartSvg(chart, width, plot);
    start(chart, width, drawing.height, id, "chart " + style, out);
    drawing.body(out);
    out.close();
  }

  /** A file of its own, with its title above and its colours inside. */
  static String standalone(Chart chart) {
    double head = chart.title().isEmpty() ? EDGE : EDGE + 30;
    var out = new Markup();
    var drawing = new ChartSvg(chart, 720, 280);
    double height = head + drawing.height + EDGE;
    start(chart, 720 + 2 * EDGE, height, "chart", "chart", out, "xmlns", SVG);
    out.open("style").raw(Resource.text("chart.css")).raw(FONTS).close();
    if (!chart.title().isEmpty()) {
      out.element("text", chart.title(), "class", "title", "x", px(EDGE), "y", px(EDGE + 16));
    }
    out.open("g", "transform", "translate(" + px(EDGE) + " " + px(head) + ")");
    drawing.body(out);
    return out.close().close().line().finish();
  }

  private static void start(
      Chart chart,
      double width,
      double height,
      String id,
      String style,
      Markup out,
      String... more) {
    var attributes =
        new ArrayList<>(
            List.of(
                "class", style, "role", "img", "aria-labelledby", id + "-title " + id + "-words"));
    attributes.addAll(List.of("viewBox", "0 0 " + px(width) + " " + px(height)));
    attributes.addAll(List.of("width", px(width), "height", px(height)));
    attributes.addAll(List.of(more));
    out.open("svg", attributes.toArray(String[]::new));
    out.element("title", Notes.name(chart), "id", id + "-title");
    out.element("desc", Notes.words(chart), "id", id + "-words");
  }

  private void body(Markup out) {
    legend.draw(out);
    boolean empty = chart.series().stream().noneMatch(s -> Notes.drawn(chart, s) > 0);
    axes(empty, out);
    if (empty) {
      double middle = (x.from() + x.to()) / 2;
      out.element(
          "text",
          Notes.nothing(chart),
          "class",
          "note",
          "text-anchor",
          "middle",
          "x",
          px(middle),
          "y",
          px((y.from() + y.to()) / 2));
    } else {
      for (int i = 0; i < chart.series().size(); i++) {
        new SeriesSvg(chart, x, y, out).draw(chart.series().get(i), Look.of(i));
      }
    }
    for (int i = 0; i < notes.size(); i++) {
      var note = notes.get(i);
      out.element("text", note, "class", "note", "x", "0", "y", px(below + LINE * (i + .8)));
    }
  }

  private void axes(boolean empty, Markup out) {
    if (!chart.y().label().isEmpty()) {
      out.element("text", chart.y().label(), "class", "label", "x", "0", "y", px(y.to() - 12));
    }
    if (!chart.x().label().isEmpty()) {
      out.element(
          "text",
          chart.x().label(),
          "class",
          "label",
          "text-anchor",
          "end",
          "x",
          px(x.to()),
          "y",
          px(y.from() + 24 + LINE * .8));
    }
    if (!empty) {
      for (var tick : upward) {
        double at = y.at(tick.value());
        rule(out, "grid", x.from(), at, x.to(), at);
        label(out, tick, x.from() - 8, at + 4, "end");
      }
      for (var tick : across) {
        double at = x.at(tick.value());
        rule(out, "axis", at, y.from(), at, y.from() + 4);
        double half = width(tick) / 2;
        label(out, tick, Math.min(at, width - half), y.from() + 18, "middle");
      }
    }
    rule(out, "axis", x.from(), y.from(), x.to(), y.from());
  }

  private static void rule(Markup out, String style, double x1, double y1, double x2, double y2) {
    out.leaf("line", "class", style, "x1", px(x1), "y1", px(y1), "x2", px(x2), "y2", px(y2));
  }

  private static void label(Markup out, Ticks.Tick tick, double x, double y, String anchor) {
    out.open("text", "class", "tick", "text-anchor", anchor, "x", px(x), "y", px(y))
        .text(tick.base());
    if (!tick.power().isEmpty()) {
      out.element("tspan", tick.power(), "dy", "-5", "class", "power");
    }
    out.close();
  }

  private static double width(Ticks.Tick tick) {
    return Width.pixels(tick.base(), FONT) + Width.pixels(tick.power(), FONT * .75);
  }

  private static DoubleStream horizontal(Chart chart) {
    return chart.series().stream().flatMapToDouble(s -> DoubleStream.of(s.x()));
  }

  private static DoubleStream vertical(Chart chart) {
    return chart.series().stream().flatMapToDouble(ChartSvg::vertical);
  }

  private static DoubleStream vertical(Series series) {
    return switch (series) {
      case Series.Points points -> DoubleStream.of(points.y());
      case Series.Bars bars -> DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(bars.y()));
      case Series.Line line ->
          Stream.of(line.y(), line.low(), line.high()).flatMapToDouble(DoubleStream::of);
    };
  }

  /** A length or place in pixels, to a tenth. */
  static String px(double value) {
    double tenths = Math.round(value * 10) / 10.0;
    return tenths == Math.rint(tenths) ? String.valueOf((long) tenths) : String.valueOf(tenths);
  }
}

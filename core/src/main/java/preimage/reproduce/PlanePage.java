package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import preimage.report.Axis;
import preimage.report.Cell;
import preimage.report.Chart;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Series;
import preimage.report.Table;

/**
 * What {@link AdvlatPlane} has to say.
 *
 * @param stages what is looked at: the name of its cells and what it is
 */
record PlanePage(
    Modes modes, AdvlatPlane.Size size, Map<String, String> stages, int seeds, Results results) {
  private static final int SHOWN = 2_000;

  /** Much less than the way from one mode to the next. */
  private static final double CLOSE = .1;

  Page page() {
    var rows = new ArrayList<List<Cell>>();
    var charts = new ArrayList<Section>();
    stages.forEach((stage, words) -> {
      var narrow = fits(stage, modes.three());
      var wide = fits(stage, CLOSE);
      rows.add(
          List.of(
              Cell.of(words),
              spread(narrow, Modes.Fit::near),
              spread(narrow, Modes.Fit::covered),
              spread(wide, Modes.Fit::near),
              spread(wide, Modes.Fit::covered),
              spread(narrow, Modes.Fit::distance)));
      results.of(stage + "-seed0").ifPresent(cell -> charts.add(chart(words, cell)));
    });
    var table =
        new Table(
            "Points near modes",
            "A mode is covered that has a tenth of its share of all %s. The distance of %s is ours."
                .formatted("points so near", CLOSE),
            List.of(
                Column.words("generator"),
                Column.numbers("within 3σ = " + modes.three(), Numerals.percent(1)),
                Column.numbers("modes covered, 3σ", Numerals.significant(3)),
                Column.numbers("within " + CLOSE, Numerals.percent(1)),
                Column.numbers("modes covered, " + CLOSE, Numerals.significant(3)),
                Column.numbers("median distance")),
            rows);
    var sections = new ArrayList<Section>(List.of(table));
    var claims = List.of(claim(modes.three()), claim(CLOSE));
    sections.add(Claim.section(claims));
    sections.add(new Section.Beside("Points", charts));
    return new Page(
        "%,d latents, %d modes. Loss and optimiser are not published; here as in the provenance."
                .formatted(size.points(), modes.centres().size())
            + " Points are drawn afresh in each iteration, in the paper from 100,000 stored ones.",
        sections);
  }

  private List<Modes.Fit> fits(String stage, double radius) {
    return IntStream.range(0, seeds)
        .mapToObj(seed -> results.of(stage + "-seed" + seed))
        .flatMap(Optional::stream)
        .map(cell -> modes.fit(cell.numbers("points"), radius))
        .toList();
  }

  private static Cell spread(List<Modes.Fit> fits, ToDoubleFunction<Modes.Fit> what) {
    return Spreads.of(fits.stream().mapToDouble(what).toArray());
  }

  /** What the paper says, by points within a radius. */
  private Claim claim(double radius) {
    double moved = percent("moved" + size.moves().getLast(), radius);
    if (size.late().isEmpty()) {
      return new Claim(
          "Almost all points of a net that is too small reach a mode, within " + radius,
          moved >= 90,
          "%.1f %%",
          moved);
    }
    double late = percent("late", radius);
    return new Claim(
        "Moving latents of a short training brings more points to a mode than a long training,"
            + " within "
            + radius,
        moved > late,
        "%.1f %% and %.1f %%",
        moved,
        late);
  }

  private double percent(String stage, double radius) {
    var fits = fits(stage, radius);
    return 100 * Spreads.mean(fits.stream().mapToDouble(Modes.Fit::near).toArray());
  }

  private Chart chart(String words, Result cell) {
    double[] points = cell.numbers("points");
    int n = Math.min(SHOWN, points.length / 2);
    return new Chart(
        words,
        "",
        Axis.linear("x"),
        Axis.linear("y"),
        List.of(
            new Series.Points(
                "points",
                IntStream.range(0, n).mapToDouble(i -> points[2 * i]).toArray(),
                IntStream.range(0, n).mapToDouble(i -> points[2 * i + 1]).toArray()),
            new Series.Points(
                "modes",
                modes.centres().stream().mapToDouble(c -> c.get(0)).toArray(),
                modes.centres().stream().mapToDouble(c -> c.get(1)).toArray())),
        true);
  }
}

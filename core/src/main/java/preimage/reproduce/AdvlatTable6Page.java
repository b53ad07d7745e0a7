package preimage.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Table;
import preimage.reproduce.AdvlatTable6.Method;

/** What the cells of {@link AdvlatTable6} say. */
record AdvlatTable6Page(GanTable table, PublishedClasses published, Plan plan, Results results) {
  private static final int CLASSES = 10;

  /** What is held against what: the later of a pair should be better. */
  private static final List<List<Method>> PAIRS =
      List.of(
          List.of(Method.MSGAN, Method.DIV),
          List.of(Method.MSGAN, Method.DIV_PLUS),
          List.of(Method.MSGAN, Method.MSGAN_Z),
          List.of(Method.MSGAN_Z, Method.DIV_PLUS));

  Page page() {
    var sections = new ArrayList<Section>();
    sections.add(overall());
    sections.add(Claim.section(claims()));
    sections.add(differences());
    PublishedClasses.METRICS.forEach(metric -> sections.add(byClass(metric)));
    sections.add(published.table());
    pictures().ifPresent(sections::add);
    return new Page(
        ("Here %s scale: networks of %s steps on %s, %,d images a cell beside %s, FID, density and"
                + " coverage in the features of a classifier trained here, JSD of pixels; the paper:"
                + " %s, where MSGAN has no -z and -div has.")
            .formatted(
                plan.scale(),
                table.steps(),
                table.data(),
                table.images(),
                table.judge().real(),
                published.set()),
        sections);
  }

  private static Numerals numerals(String metric) {
    return switch (metric) {
      case "fid" -> Numerals.decimals(2);
      case "jsd" -> Numerals.decimals(5);
      default -> Numerals.decimals(3);
    };
  }

  private double[] values(Method method, String fact) {
    return method.values(table, results, plan, fact);
  }

  private Table overall() {
    var columns = new ArrayList<>(List.of(Column.words("method"), Column.words("from")));
    PublishedClasses.METRICS.forEach(
        metric -> columns.add(Column.numbers(PublishedClasses.label(metric), numerals(metric))));
    var rows = new ArrayList<List<Cell>>();
    for (var method : Method.values()) {
      if (method == Method.MSGAN || method == Method.DIV_PLUS) {
        var theirs = start(method, "the paper");
        PublishedClasses.METRICS.forEach(
            metric -> theirs.add(published.overall(metric, method == Method.DIV_PLUS)));
        rows.add(theirs);
      }
      var mine = start(method, "here");
      PublishedClasses.METRICS.forEach(metric -> mine.add(Spreads.of(values(method, metric))));
      rows.add(mine);
    }
    return new Table("All classes together", Spreads.over(plan.seeds()), columns, rows);
  }

  private static List<Cell> start(Method method, String from) {
    return new ArrayList<>(List.of(Cell.of(method.label()), Cell.of(from)));
  }

  private Table byClass(String metric) {
    var columns = new ArrayList<>(List.of(Column.words("method")));
    IntStream.range(0, CLASSES)
        .forEach(c -> columns.add(Column.numbers(String.valueOf(c), numerals(metric))));
    var rows = new ArrayList<List<Cell>>();
    for (var method : Method.values()) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(method.label()));
      IntStream.range(0, CLASSES).forEach(c -> cells.add(Spreads.of(ofClass(method, metric, c))));
      rows.add(cells);
    }
    return new Table(
        PublishedClasses.label(metric) + " by class",
        "Here, %s; classes by number.".formatted(table.data()),
        columns,
        rows);
  }

  private double[] ofClass(Method method, String metric, int number) {
    return IntStream.range(0, plan.seeds())
        .mapToObj(seed -> results.sound(method.cell(table, seed)))
        .flatMap(Optional::stream)
        .mapToDouble(cell -> cell.numbers(metric + "-by-class")[number])
        .toArray();
  }

  private Paired paired(List<Method> pair, String metric) {
    return Paired.of(values(pair.getFirst(), metric), values(pair.getLast(), metric));
  }

  private Table differences() {
    var rows = new ArrayList<List<Cell>>();
    for (var pair : PAIRS) {
      for (var metric : PublishedClasses.METRICS) {
        var paired = paired(pair, metric);
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(pair.getLast().label() + " less " + pair.getFirst().label()));
        cells.add(Cell.of(PublishedClasses.label(metric)));
        for (double value : new double[] {paired.mean(), paired.low(), paired.high()}) {
          cells.add(
              Double.isNaN(value) ? Cell.missing() : Cell.of(Numerals.decimals(5).write(value)));
        }
        rows.add(cells);
      }
    }
    return new Table(
        "Paired differences",
        "Of the same seed, all classes together: mean and 95 % interval by Student's t. Lower FID and"
            + " JSD, higher density and coverage are better.",
        List.of(
            Column.words("difference"),
            Column.words("metric"),
            Column.words("mean"),
            Column.words("from"),
            Column.words("to")),
        rows);
  }

  private List<Claim> claims() {
    var claims = new ArrayList<Claim>();
    for (var pair : PAIRS) {
      for (var metric : PublishedClasses.METRICS) {
        var paired = paired(pair, metric);
        boolean low = metric.equals("fid") || metric.equals("jsd");
        claims.add(
            Claim.difference(
                "%s has %s %s than %s"
                    .formatted(
                        pair.getLast().label(),
                        low ? "lower" : "higher",
                        PublishedClasses.label(metric),
                        pair.getFirst().label()),
                paired,
                low,
                4));
      }
    }
    return claims;
  }

  private Optional<Section> pictures() {
    var cells = new LinkedHashMap<String, String>();
    for (var method : Method.values()) {
      cells.put(method.label(), method.cell(table, 0));
    }
    return new Gallery(results, CLASSES)
        .of("Seed 0, class by class", "Of the same latents.", cells);
  }
}

package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Pictures;
import preimage.report.Section;
import preimage.report.Strip;
import preimage.report.Table;

/** What the cells of {@link AdvlatLatents} say. */
record AdvlatLatentsPage(GanTable table, Plan plan, Results results) {
  Page page() {
    var rows = new ArrayList<List<Cell>>();
    var claims = new ArrayList<Claim>();
    var pictures = new ArrayList<Section>();
    for (var contest : table.contests()) {
      rows.add(row(contest));
      claims.add(claim(contest));
      results
          .sound(contest.cell("moved", 0))
          .ifPresent(cell -> pictures.addAll(pictures(contest, cell)));
    }
    var sections = new ArrayList<Section>();
    sections.add(
        new Table(
            "Latents on their way",
            "Steps of .03. Certainty is the judge's for its first choice, a mean over images of drawn latents: the"
                + " quarter in places that moved latents leave most, and the quarter where they gather.",
            columns(),
            rows));
    sections.add(Claim.section(claims));
    sections.addAll(pictures);
    return new Page(
        "%,d latents of two dimensions, networks trained for %s steps on %s; the paper shows pictures without numbers."
            .formatted(table.images(), table.steps(), table.data()),
        sections);
  }

  private static List<Column> columns() {
    var columns = new ArrayList<>(List.of(Column.words("game")));
    AdvlatLatents.STEPS.forEach(steps -> columns.add(Column.numbers("score after " + steps)));
    columns.add(Column.numbers("certainty where left", Numerals.percent(1)));
    columns.add(Column.numbers("where gathered", Numerals.percent(1)));
    return columns;
  }

  private List<Cell> row(Contest contest) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(contest.label()));
    for (int i = 0; i < AdvlatLatents.STEPS.size(); i++) {
      int at = i;
      cells.add(
          Spreads.of(
              IntStream.range(0, plan.seeds())
                  .mapToObj(seed -> results.sound(contest.cell("moved", seed)))
                  .mapToDouble(cell -> cell.map(c -> c.numbers("score")[at]).orElse(Double.NaN))
                  .toArray()));
    }
    cells.add(Spreads.of(sure(contest, "sure-where-left")));
    cells.add(Spreads.of(sure(contest, "sure-where-gathered")));
    return cells;
  }

  private double[] sure(Contest contest, String fact) {
    return GanTable.values(results, plan, contest, "moved", fact);
  }

  private Claim claim(Contest contest) {
    double left = Spreads.mean(sure(contest, "sure-where-left"));
    double gathered = Spreads.mean(sure(contest, "sure-where-gathered"));
    return new Claim(
        contest.label() + ": latents leave places of poor images",
        left < gathered,
        "a judge is %.1f %% sure of images that are left, %.1f %% where latents gather",
        100 * left,
        100 * gathered);
  }

  private static List<Section> pictures(Contest contest, Result cell) {
    double[] all = cell.numbers(AdvlatLatents.DENSITY);
    int size = Surface.SIDE * Surface.SIDE;
    var surfaces =
        IntStream.range(0, all.length / size)
            .mapToObj(i -> new Surface(Arrays.copyOfRange(all, i * size, (i + 1) * size)))
            .toList();
    var stages =
        AdvlatLatents.STEPS.stream()
            .map(steps -> new Pictures.Caption("after " + steps, "steps"))
            .toList();
    return List.of(
        new Pictures(
            contest.label() + ": density of latents",
            "From −%1$s to %1$s in both components; white is each picture's densest place."
                .formatted(Surface.REACH),
            List.of(Strip.of("", Surface.pictures(surfaces))),
            stages),
        mapped(cell, AdvlatLatents.PEAKS, contest.label() + ": where latents gather"),
        mapped(cell, AdvlatLatents.VALLEYS, contest.label() + ": what latents leave"));
  }

  private static Section mapped(Result cell, String name, String title) {
    double[] ratios = cell.numbers(name + "-ratio");
    double[] places = cell.numbers(name + "-latents");
    var captions =
        IntStream.range(0, ratios.length)
            .mapToObj(i ->
                new Pictures.Caption(
                    "×" + Numerals.significant(2).write(ratios[i]),
                    "%.1f, %.1f".formatted(places[2 * i], places[2 * i + 1])))
            .toList();
    return new Pictures(
        title,
        "Below each: how many times as dense the place has become, and the latent.",
        List.of(Strip.of("", cell.images(name + "-images"))),
        captions);
  }
}

package preimage.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Table;

/** What the cells of {@link AdvlatTable4} say. */
record AdvlatTable4Page(AdvlatTable4 what, GanTable table, Plan plan, Results results) {
  private static final int SHOWN = 12;

  Page page() {
    var checks = new AdvlatTable4Checks(table, plan, results);
    var sections = new ArrayList<Section>();
    sections.add(scores("FID", "fid", what.fid()));
    sections.add(scores("IS", "is", what.inception()));
    sections.add(checks.claims());
    sections.addAll(checks.sections());
    sections.add(more());
    table.contests().forEach(contest -> pictures(contest).ifPresent(sections::add));
    return new Page(summary(), sections);
  }

  private String summary() {
    return ("Here %s scale: networks of %s steps a game on %s, %,d images a cell beside %s, seen by"
            + " a classifier trained here; the paper: %s, 100,000 steps, 50,000 images, Inception."
            + " Neither FID nor IS can be compared between the two, their differences can.")
        .formatted(
            plan.scale(),
            table.steps(),
            table.data(),
            table.images(),
            table.judge().real(),
            what.fid().set());
  }

  private double[] values(Contest contest, Stage stage, String fact) {
    return GanTable.values(results, plan, contest, stage.cell(), fact);
  }

  /** The paper's rows above ours. */
  private Table scores(String title, String fact, Published published) {
    var columns = new ArrayList<Column>();
    columns.add(Column.words("game"));
    columns.add(Column.words("from"));
    for (var stage : Stage.values()) {
      columns.add(Column.numbers(stage.label(), Numerals.decimals(2)));
    }
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      published
          .row(contest)
          .ifPresent(numbers ->
              rows.add(
                  List.of(
                      Cell.of(contest.label()),
                      Cell.of("the paper"),
                      numbers.get(0),
                      Cell.missing(),
                      numbers.get(1),
                      numbers.get(2),
                      Cell.missing(),
                      Cell.missing())));
      var mine = new ArrayList<Cell>();
      mine.add(Cell.of(contest.label()));
      mine.add(Cell.of("here"));
      for (var stage : Stage.values()) {
        mine.add(Spreads.of(values(contest, stage, fact)));
      }
      rows.add(mine);
    }
    return new Table(title, Spreads.over(plan.seeds()) + " " + steps(), columns, rows);
  }

  private String steps() {
    return "-z: 20 steps of .01. In -qua's time: vanilla, as many steps as -qua takes the time of,"
        + " by the cost of a step measured here; doubled: twice the steps.";
  }

  private Table more() {
    var facts = new LinkedHashMap<String, Numerals>();
    facts.put("precision", Numerals.decimals(3));
    facts.put("recall", Numerals.decimals(3));
    facts.put("density", Numerals.decimals(3));
    facts.put("coverage", Numerals.decimals(3));
    facts.put("jsd", Numerals.decimals(4));
    var columns = new ArrayList<Column>();
    columns.add(Column.words("game"));
    columns.add(Column.words("training"));
    facts.forEach((fact, numerals) -> columns.add(Column.numbers(fact, numerals)));
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      for (var stage : Stage.values()) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(contest.label()));
        cells.add(Cell.of(stage.label()));
        facts.forEach((fact, _) -> cells.add(Spreads.of(values(contest, stage, fact))));
        rows.add(cells);
      }
    }
    return new Table(
        "Other metrics",
        "Not in the paper's table. JSD is of pixels, the others of the judge's features.",
        columns,
        rows);
  }

  private Optional<Section> pictures(Contest contest) {
    var cells = new LinkedHashMap<String, String>();
    for (var stage : Stage.values()) {
      cells.put(stage.label(), contest.cell(stage.cell(), 0));
    }
    return new Gallery(results, SHOWN)
        .of(contest.label() + ", seed 0", "Of the same latents, not chosen.", cells);
  }
}

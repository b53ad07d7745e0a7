package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Table;
import preimage.reproduce.Lipton.Generated;
import preimage.reproduce.Lipton.Row;

/**
 * How many latents are recovered to a given precision, by clipping; and by this library.
 *
 * @param reduced the work on two cores
 * @param paper the paper's
 */
public record LiptonTable1(Effort reduced, Effort paper) implements Reproduction {
  /** With more starts than the default, all of which each photograph would make. */
  private static final String OURS = "recovery(restarts=32)";

  private static final double[] THRESHOLDS = {1e-4, 1e-3, 1e-2, 1e-1, 1e-10};

  /** At the thresholds, as printed. */
  private static final Map<Row, List<Double>> PUBLISHED =
      Map.of(
          Row.NONE, List.of(.98, .986, .998, 1.),
          Row.STANDARD, List.of(.984, .99, 1., 1.),
          Row.STOCHASTIC, List.of(1., 1., 1., 1.));

  public LiptonTable1() {
    this(new Effort(200, 20_000), new Effort(1_000, 100_000));
  }

  @Override
  public String name() {
    return "lipton-table1";
  }

  @Override
  public String title() {
    return "latents recovered, by clipping";
  }

  @Override
  public String source() {
    return Lipton.PAPER + ", table 1";
  }

  private Effort effort(Plan plan) {
    return plan.scale().of(reduced, paper);
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    return Lipton.words(plan, effort(plan), OURS);
  }

  private Grid grid(Plan plan) {
    return new Grid(plan.seeds(), effort(plan).samples());
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var jobs = new ArrayList<Job>();
    var model = Lipton.model(plan);
    int updates = effort(plan).updates();
    for (var block : grid(plan).blocks()) {
      for (var row : Row.values()) {
        jobs.add(
            new Job(
                block.in(row.toString()),
                row.recipe(updates, OURS),
                row.effort(updates) * block.count(),
                desk -> {
                  try (var generator = Models.generator(model)) {
                    var targets = Generated.of(generator, block);
                    var method = row.recovery(updates, OURS);
                    return targets.recover(generator, method, block, desk.progress());
                  }
                }));
      }
    }
    return jobs;
  }

  /** The share below {@code threshold}, for each seed; NaN where nothing was measured. */
  private static double[] shares(double[][] errors, double threshold) {
    return Arrays.stream(errors)
        .mapToDouble(e -> (double) Arrays.stream(e).filter(v -> v < threshold).count() / e.length)
        .toArray();
  }

  @Override
  public Page page(Plan plan, Results results) {
    var errors = new LinkedHashMap<Row, double[][]>();
    for (var row : Row.values()) {
      errors.put(row, grid(plan).values(results, row.toString(), "error"));
    }
    var sections = new ArrayList<Section>();
    sections.add(table(plan, results, errors));
    sections.add(Claim.section(claims(errors)));
    return new Page(
        "Success is ‖z − z′‖²/d below a threshold, for generated images: here %s by %s, in the paper"
                .formatted(effort(plan), Lipton.model(plan))
            + " %s by a DCGAN of faces.".formatted(new Effort(1_000, 100_000)),
        sections);
  }

  private Table table(Plan plan, Results results, Map<Row, double[][]> errors) {
    var rows = new ArrayList<List<Cell>>();
    errors.forEach((row, found) -> {
      if (PUBLISHED.containsKey(row)) {
        rows.add(published(row));
      }
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(row.label()));
      cells.add(Cell.of(plan.scale() + " scale"));
      int count = Arrays.stream(found).mapToInt(e -> e.length).sum();
      cells.add(count == 0 ? Cell.missing() : Cell.of(count));
      for (double threshold : THRESHOLDS) {
        cells.add(Spreads.of(shares(found, threshold)));
      }
      cells.add(Spreads.of(Arrays.stream(found).mapToDouble(Spreads::median).toArray()));
      cells.add(Spreads.of(grid(plan).means(results, row.toString(), "cost")));
      rows.add(cells);
    });
    return new Table(
        "Latents recovered",
        "Share of targets, the same in every row. The searches of the paper begin at the same draws"
            + " of the prior. Of each search the best point counts; of several starts, all are"
            + " counted in forward-equivalents. An update is two: forward and backward.",
        columns(),
        rows);
  }

  private static List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(Column.words("method"));
    columns.add(Column.words("from"));
    columns.add(Column.numbers("targets", Numerals.whole()));
    for (double threshold : THRESHOLDS) {
      columns.add(Column.numbers("< 1e" + Math.round(Math.log10(threshold)), Numerals.percent(1)));
    }
    columns.add(Column.numbers("median error"));
    columns.add(Column.numbers("forward-equivalents", Numerals.whole()));
    return columns;
  }

  private static List<Cell> published(Row row) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(row.label()));
    cells.add(Cell.of("the paper"));
    cells.add(Cell.of(1000));
    PUBLISHED.getOrDefault(row, List.of()).forEach(share -> cells.add(Cell.of(share)));
    cells.add(Cell.missing());
    cells.add(Cell.missing());
    cells.add(Cell.of(200_000));
    return cells;
  }

  private static List<Claim> claims(Map<Row, double[][]> errors) {
    double none = percent(errors, Row.NONE, 1e-4);
    double standard = percent(errors, Row.STANDARD, 1e-4);
    double stochastic = percent(errors, Row.STOCHASTIC, 1e-4);
    double exact = percent(errors, Row.OURS, 1e-10);
    return List.of(
        new Claim(
            "Gradient descent recovers almost every latent to 1e-4, with stochastic clipping all",
            none > 95 && stochastic == 100,
            "%.1f %% without clipping, %.1f %% with stochastic clipping",
            none,
            stochastic),
        new Claim(
            "Standard clipping recovers more than none, stochastic clipping more than standard",
            none <= standard && standard <= stochastic && none < stochastic,
            "%.1f %%, %.1f %%, %.1f %% below 1e-4",
            none,
            standard,
            stochastic),
        new Claim(
            "Ours, not the paper's: every latent of an identifiable generator to 1e-10",
            exact == 100,
            "%.1f %%",
            exact));
  }

  private static double percent(Map<Row, double[][]> errors, Row row, double threshold) {
    return 100 * Spreads.mean(shares(errors.getOrDefault(row, new double[0][]), threshold));
  }
}

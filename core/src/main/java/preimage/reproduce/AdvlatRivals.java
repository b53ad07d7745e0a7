package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Table;

/**
 * Rivals of AdvLatGAN on the games of its table 4: tables 9 to 12, each of which shows one number
 * of the same cells.
 *
 * @param metric what the paper's table shows
 * @param columns beginning with vanilla
 */
public record AdvlatRivals(
    String name,
    String figure,
    String title,
    String metric,
    GanTable reduced,
    GanTable paper,
    List<Rival> columns,
    Published published)
    implements AdvlatTable {
  private static final int GAMES = 4;

  /** How many images the paper's tables of moved latents have. */
  private static final int MOVED = 10_000;

  private static final List<String> METRICS = List.of("fid", "is", "density", "coverage", "jsd");

  public AdvlatRivals {
    columns = List.copyOf(columns);
  }

  /** Other ways to move latents after training. */
  private static AdvlatRivals moving(int table, String metric, Published published) {
    return of(
        table,
        "ways to move latents",
        metric,
        MOVED,
        published,
        List.of(
            Rival.vanilla(),
            evolution(0, 80, 0),
            evolution(.5, 80, 1),
            evolution(.5, 20, 2),
            evolution(1, 20, 3),
            Rival.moved("DDLS", "ddls", "ddls(solver=langevin(steps=50))", 4),
            Rival.moving(5)));
  }

  private static Rival evolution(double a, int b, int published) {
    return Rival.moved(
        "EvolGAN (%s, %d)".formatted(Numerals.decimals(1).write(a), b),
        "evolgan%s-%d".formatted(Numerals.decimals(1).write(a), b),
        "evolgan(solver=evolution(least=%s, steps=%s))".formatted(a, b),
        published);
  }

  /** Other trainings with attacks. */
  private static AdvlatRivals attacking(int table, String metric, Published published) {
    return of(
        table,
        "attacks on images against a search of latents",
        metric,
        AdvlatTable4.table4().paper().images(),
        published,
        List.of(
            Rival.vanilla(),
            Rival.around("ASGAN", "asgan", 0),
            Rival.around("RobDis", "robdis", 1),
            Rival.searching(2),
            Rival.both(3)));
  }

  /** Tables 9 to 12. */
  public static List<AdvlatRivals> tables() {
    return List.of(
        moving(9, "is", Published.movedIs()),
        moving(10, "fid", Published.movedFid()),
        attacking(11, "is", Published.attackedIs()),
        attacking(12, "fid", Published.attackedFid()));
  }

  private static AdvlatRivals of(
      int table,
      String title,
      String metric,
      int images,
      Published published,
      List<Rival> columns) {
    var four = AdvlatTable4.table4();
    return new AdvlatRivals(
        "advlat-table" + table,
        "table " + table,
        title,
        metric,
        four.reduced().first(GAMES),
        four.paper().first(GAMES).judging(images),
        columns,
        published);
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var table = table(plan);
    var jobs = new ArrayList<Job>();
    jobs.add(table.judge().job(plan.data()));
    for (int seed = 0; seed < plan.seeds(); seed++) {
      for (var contest : table.contests()) {
        jobs.addAll(row(plan, table, contest, seed));
      }
    }
    return jobs;
  }

  private List<Job> row(Plan plan, GanTable table, Contest contest, int seed) {
    var data = table.open(plan);
    long steps = contest.vanilla().steps();
    var jobs = new ArrayList<Job>();
    var nets = new ArrayList<String>();
    for (var rival : columns) {
      var net = contest.cell(rival.net(), seed);
      if (!nets.contains(net)) {
        nets.add(net);
        var recipe = contest.recipe(rival.training().apply(contest), steps, seed);
        jobs.add(new Trained(net, recipe).job((double) steps, data));
      }
      var method = rival.method().map(m -> m.apply(contest));
      jobs.add(table.judged(plan, contest.cell(rival.cell(), seed), net, method, seed));
    }
    return jobs;
  }

  @Override
  public Page page(Plan plan, Results results) {
    var table = table(plan);
    var sections = new ArrayList<Section>();
    sections.add(main(plan, table, results));
    sections.add(Claim.section(claims(plan, table, results)));
    sections.add(others(plan, table, results));
    return new Page(
        ("Here %s scale: networks of %s steps a game on %s, %,d images a cell beside %s, seen by a"
                + " classifier trained here; the paper: %s, 100,000 steps, Inception.")
            .formatted(
                plan.scale(),
                table.steps(),
                table.data(),
                table.images(),
                table.judge().real(),
                published.set()),
        sections);
  }

  private static double[] values(
      Plan plan, Results results, Contest contest, Rival rival, String fact) {
    return GanTable.values(results, plan, contest, rival.cell(), fact);
  }

  private Table main(Plan plan, GanTable table, Results results) {
    var headers = new ArrayList<>(List.of(Column.words("game"), Column.words("from")));
    columns.forEach(rival -> headers.add(Column.numbers(rival.label(), Numerals.decimals(3))));
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      var theirs = new ArrayList<Cell>();
      theirs.add(Cell.of(contest.label()));
      theirs.add(Cell.of("the paper"));
      columns.forEach(rival -> theirs.add(rival.number(published.row(contest))));
      rows.add(theirs);
      var mine = new ArrayList<Cell>();
      mine.add(Cell.of(contest.label()));
      mine.add(Cell.of("here"));
      columns.forEach(rival -> mine.add(Spreads.of(values(plan, results, contest, rival, metric))));
      rows.add(mine);
    }
    return new Table(
        metric.toUpperCase(Locale.ROOT), Spreads.over(plan.seeds()) + whose(), headers, rows);
  }

  /** Said where nothing but latents differs. */
  private String whose() {
    return columns.stream().map(Rival::net).distinct().count() == 1
        ? " What moves latents moves those of the vanilla training."
        : "";
  }

  private Table others(Plan plan, GanTable table, Results results) {
    var headers = new ArrayList<>(List.of(Column.words("game"), Column.words("method")));
    METRICS.forEach(fact -> headers.add(Column.numbers(fact, Numerals.significant(4))));
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      for (var rival : columns) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(contest.label()));
        cells.add(Cell.of(rival.label()));
        METRICS.forEach(fact -> cells.add(Spreads.of(values(plan, results, contest, rival, fact))));
        rows.add(cells);
      }
    }
    return new Table(
        "All metrics", "Lower FID and JSD are better, all else higher.", headers, rows);
  }

  /** The paper's last column is better than each of its rivals. */
  private List<Claim> claims(Plan plan, GanTable table, Results results) {
    boolean low = metric.equals("fid");
    var best = columns.getLast();
    var claims = new ArrayList<Claim>();
    for (var contest : table.contests()) {
      double[] ours = values(plan, results, contest, best, metric);
      for (var rival : columns.subList(0, columns.size() - 1)) {
        var paired = Paired.of(values(plan, results, contest, rival, metric), ours);
        claims.add(
            Claim.difference(
                "%s: %s is better than %s".formatted(contest.label(), best.label(), rival.label()),
                paired,
                low,
                3));
      }
    }
    return claims;
  }
}

package preimage.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Table;

/**
 * -z on residual and plain networks: AdvLatGAN's table 3, which does not say which set it is of.
 *
 * @param reduced what two cores do
 * @param paper the paper's; each game's label begins with its networks'
 */
public record AdvlatTable3(GanTable reduced, GanTable paper) implements AdvlatTable {
  private static final int SHOWN = 16;

  /**
   * By game: IS and FID as they are, then with -z, of the first and of the second initialisation.
   */
  private static final Map<String, List<Double>> PUBLISHED =
      Map.of(
          "sngan-resnet", List.of(7.244, 64.573, 8.116, 62.184, 6.285, 46.076, 6.833, 43.099),
          "wgan-gp-resnet", List.of(7.287, 73.625, 7.743, 73.443, 6.791, 47.765, 7.369, 45.121),
          "sngan", List.of(6.183, 46.701, 6.748, 43.386, 7.344, 64.289, 7.860, 64.165),
          "wgan-gp", List.of(6.701, 48.454, 7.376, 46.490, 7.112, 69.263, 7.767, 68.929));

  public AdvlatTable3() {
    this(
        new GanTable(Contests.residual("fashion-mnist"), Contests.judge("fashion-mnist"), 3_000),
        new GanTable(
            List.of(
                preset("sngan-resnet", "ResNet, SNGAN", "hinge"),
                preset("wgan-gp-resnet", "ResNet, WGAN-GP", "wgan"),
                preset("sngan", "DCGAN, SNGAN", "hinge"),
                preset("wgan-gp", "DCGAN, WGAN-GP", "wgan")),
            new Judge("cifar10", "cifar10", 15_620),
            3_000));
  }

  private static Contest preset(String game, String label, String score) {
    return Contest.preset(game, label, score, game + "-cifar10", "none");
  }

  @Override
  public String name() {
    return "advlat-table3";
  }

  @Override
  public String title() {
    return "-z on residual and plain networks";
  }

  @Override
  public String figure() {
    return "table 3";
  }

  @Override
  public int seeds() {
    return 2;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var table = table(plan);
    var data = table.open(plan);
    var jobs = new ArrayList<Job>();
    jobs.add(table.judge().job(plan.data()));
    for (int seed = 0; seed < plan.seeds(); seed++) {
      for (var contest : table.contests()) {
        var net = contest.plain(seed);
        var moving = Catalogs.IMPROVEMENTS.parse("improvement(loss=%s)".formatted(contest.score()));
        jobs.add(net.job((double) contest.vanilla().steps(), data));
        jobs.add(table.judged(plan, contest.cell("few", seed), net.cell(), Optional.empty(), seed));
        jobs.add(
            table.judged(plan, contest.cell("few-z", seed), net.cell(), Optional.of(moving), seed));
      }
    }
    return jobs;
  }

  @Override
  public Page page(Plan plan, Results results) {
    var table = table(plan);
    var rows = new ArrayList<List<Cell>>();
    var claims = new ArrayList<Claim>();
    var pictures = new ArrayList<Section>();
    for (var contest : table.contests()) {
      for (int seed = 0; seed < plan.seeds(); seed++) {
        rows.add(theirs(contest, seed));
        rows.add(ours(results, contest, seed, table.data()));
      }
      claims.add(claim(plan, results, contest, "is", "raises IS"));
      claims.add(claim(plan, results, contest, "fid", "lowers FID"));
      grid(results, contest).ifPresent(pictures::add);
    }
    var sections = new ArrayList<Section>();
    sections.add(new Table("IS and FID", CAPTION, columns(), rows));
    sections.add(Claim.section(claims));
    sections.addAll(pictures);
    return new Page(
        "-z with 100 steps of .01 on %,d images; here of %s, beside %s, seen by a classifier trained here."
            .formatted(table.images(), table.data(), table.judge().real()),
        sections);
  }

  private static final String CAPTION =
      "FID of so few images is far too large; it serves to compare cells of one row. The paper's"
          + " caption says STL-10, its text CIFAR-10 and STL-10.";

  private static List<Column> columns() {
    return List.of(
        Column.words("networks"),
        Column.words("from"),
        Column.numbers("initialisation", Numerals.whole()),
        Column.numbers("IS", Numerals.decimals(3)),
        Column.numbers("IS with -z", Numerals.decimals(3)),
        Column.numbers("FID", Numerals.decimals(2)),
        Column.numbers("FID with -z", Numerals.decimals(2)));
  }

  private static List<Cell> theirs(Contest contest, int seed) {
    var numbers = PUBLISHED.getOrDefault(contest.cell(), List.of());
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(contest.label()));
    cells.add(Cell.of("the paper"));
    cells.add(Cell.of(seed + 1));
    for (int at : new int[] {0, 2, 1, 3}) {
      int place = 4 * seed + at;
      cells.add(place < numbers.size() ? Cell.of(numbers.get(place)) : Cell.missing());
    }
    return cells;
  }

  private static List<Cell> ours(Results results, Contest contest, int seed, String data) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(contest.label()));
    cells.add(Cell.of("here, " + data));
    cells.add(Cell.of(seed + 1));
    for (var fact : List.of("is", "fid")) {
      for (var stage : List.of("few", "few-z")) {
        var number = results.number(contest.cell(stage, seed), fact);
        cells.add(number.map(Cell::of).orElse(Cell.missing()));
      }
    }
    return cells;
  }

  private static Claim claim(
      Plan plan, Results results, Contest contest, String fact, String what) {
    double[] before = GanTable.values(results, plan, contest, "few", fact);
    double[] after = GanTable.values(results, plan, contest, "few-z", fact);
    return Claim.difference(
        "%s: -z %s".formatted(contest.label(), what),
        Paired.of(before, after),
        fact.equals("fid"),
        3);
  }

  private static Optional<Section> grid(Results results, Contest contest) {
    var cells = new LinkedHashMap<String, String>();
    cells.put("as drawn", contest.cell("few", 0));
    cells.put("with -z", contest.cell("few-z", 0));
    return new Gallery(results, SHOWN).of(contest.label(), "The first latents, not chosen.", cells);
  }
}

package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import preimage.latent.Improvement;

/**
 * MSGAN and -div, each without and with -z: AdvLatGAN's tables 6 and 7, whose rows are the first
 * and the last of the four.
 *
 * @param reduced what two cores do; its games are MSGAN and -div
 * @param paper the paper's
 */
public record AdvlatTable6(
    String name, String figure, GanTable reduced, GanTable paper, PublishedClasses published)
    implements AdvlatTable {

  /** The four, in the order of their rows. */
  enum Method {
    MSGAN("MSGAN", 0, false),
    MSGAN_Z("MSGAN + z", 0, true),
    DIV("-div", 1, false),
    DIV_PLUS("-div+", 1, true);

    private final String label;
    private final int game;
    private final boolean moved;

    Method(String label, int game, boolean moved) {
      this.label = label;
      this.game = game;
      this.moved = moved;
    }

    String label() {
      return label;
    }

    /** Its numbers seed by seed. */
    double[] values(GanTable table, Results results, Plan plan, String fact) {
      return GanTable.values(results, plan, table.contests().get(game), stage().cell(), fact);
    }

    /** What its cells are called. */
    String cell(GanTable table, int seed) {
      return table.contests().get(game).cell(stage().cell(), seed);
    }

    private Stage stage() {
      return moved ? Stage.Z : Stage.VANILLA;
    }
  }

  /** Clothes here, CIFAR-10 there. */
  public static AdvlatTable6 table6() {
    return new AdvlatTable6(
        "advlat-table6",
        "table 6",
        reduced("fashion-mnist"),
        published("cifar10", new Judge("cifar10", "cifar10:test", 15_620)),
        PublishedClasses.cifar());
  }

  /** Digits here; STL-10's test part, measured against its training part, there. */
  public static AdvlatTable6 table7() {
    return new AdvlatTable6(
        "advlat-table7",
        "table 7",
        reduced("mnist"),
        published("stl10", new Judge("stl10:test:3x32x32", "stl10:train:3x32x32", 2_500)),
        PublishedClasses.stl());
  }

  private static GanTable reduced(String data) {
    return new GanTable(Contests.pairs(data), Contests.judge(data), 10_000, true);
  }

  private static GanTable published(String set, Judge judge) {
    return new GanTable(
        List.of(
            Contest.preset("msgan", "MSGAN", "non-saturating", "msgan-" + set, "none"),
            Contest.preset("div", "-div", "non-saturating", "msgan-" + set + "-div", "none")),
        judge,
        50_000,
        true);
  }

  @Override
  public String title() {
    return "MSGAN and -div with and without -z, by class";
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
        jobs.add(net.job((double) contest.vanilla().steps(), data));
        for (var stage : List.of(Stage.VANILLA, Stage.Z)) {
          var method =
              stage.moved() ? Optional.of(contest.moving()) : Optional.<Improvement>empty();
          jobs.add(table.judged(plan, contest.cell(stage.cell(), seed), net.cell(), method, seed));
        }
      }
    }
    return jobs;
  }

  @Override
  public Page page(Plan plan, Results results) {
    return new AdvlatTable6Page(table(plan), published, plan, results).page();
  }
}

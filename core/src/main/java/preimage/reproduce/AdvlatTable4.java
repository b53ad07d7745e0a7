package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import preimage.data.Dataset;

/**
 * Games with and without -qua and -z: AdvLatGAN's tables 4 and 5.
 *
 * @param reduced what two cores do
 * @param paper the paper's
 */
public record AdvlatTable4(
    String name,
    String figure,
    GanTable reduced,
    GanTable paper,
    Published fid,
    Published inception)
    implements AdvlatTable {
  private static final int FIRST = 4;

  /** Clothes here, CIFAR-10 there. */
  public static AdvlatTable4 table4() {
    return new AdvlatTable4(
        "advlat-table4",
        "table 4",
        new GanTable(Contests.reduced("fashion-mnist"), Contests.judge("fashion-mnist"), 10_000),
        new GanTable(
            Contests.published("cifar10"), new Judge("cifar10", "cifar10", 15_620), 50_000),
        Published.cifarFid(),
        Published.cifarIs());
  }

  /** Digits here, STL-10 there. */
  public static AdvlatTable4 table5() {
    var stl = new Judge("stl10:train:3x48x48", "stl10:unlabelled:3x48x48", 1_560);
    return new AdvlatTable4(
        "advlat-table5",
        "table 5",
        new GanTable(
            Contests.reduced("mnist").stream().filter(c -> !c.cell().equals("acgan")).toList(),
            Contests.judge("mnist"),
            10_000),
        new GanTable(Contests.published("stl10"), stl, 50_000),
        Published.stlFid(),
        Published.stlIs());
  }

  @Override
  public String title() {
    return "games with and without -qua and -z";
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var table = table(plan);
    var data = table.open(plan);
    var jobs = new ArrayList<Job>();
    jobs.add(table.judge().job(plan.data()));
    var contests = table.contests();
    int first = Math.min(FIRST, contests.size());
    for (var some : List.of(contests.subList(0, first), contests.subList(first, contests.size()))) {
      for (int seed = 0; seed < plan.seeds(); seed++) {
        for (var contest : some) {
          jobs.addAll(row(plan, contest, seed, data));
        }
      }
      for (int seed = 0; seed < plan.seeds() && plan.seeds() > 1; seed++) {
        for (var contest : some) {
          jobs.add(second(contest, Stage.Z, seed));
        }
      }
    }
    return jobs;
  }

  private List<Job> row(Plan plan, Contest contest, int seed, Dataset data) {
    long steps = contest.vanilla().steps();
    double effort = steps;
    var plain = contest.plain(seed);
    var search = contest.recipe(contest.searching(), steps, seed);
    var searching = new Trained(contest.cell(Stage.QUA.net(), seed), search);
    var jobs = new ArrayList<Job>();
    jobs.add(plain.job(effort, data));
    jobs.add(judged(plan, contest, Stage.VANILLA, seed));
    jobs.add(searching.job(1.5 * effort, data));
    jobs.add(judged(plan, contest, Stage.QUA, seed));
    jobs.add(judged(plan, contest, Stage.Z, seed));
    jobs.add(judged(plan, contest, Stage.PLUS, seed));
    var longer = new Longer(contest, seed);
    if (seed == 0) {
      var training = contest.vanilla().training();
      jobs.add(
          new Pace(training, contest.searching(), contest.vanilla().condition())
              .job(longer.pace(), data));
    }
    jobs.add(longer.time(contest.cell(Stage.TIME.net(), seed), .5 * effort, data));
    jobs.add(judged(plan, contest, Stage.TIME, seed));
    jobs.add(longer.doubled(contest.cell(Stage.DOUBLE.net(), seed), effort, data));
    jobs.add(judged(plan, contest, Stage.DOUBLE, seed));
    return jobs;
  }

  private Job judged(Plan plan, Contest contest, Stage stage, int seed) {
    return table(plan)
        .judged(
            plan,
            contest.cell(stage.cell(), seed),
            contest.cell(stage.net(), seed),
            stage.moved() ? Optional.of(contest.moving()) : Optional.empty(),
            seed);
  }

  /** The critic of another seed's training has had no part in the search. */
  private static Job second(Contest contest, Stage stage, int seed) {
    int other = seed == 0 ? 1 : seed - 1;
    return new SecondCritic(
            contest.cell(stage.cell(), seed),
            contest.cell(stage.net(), seed),
            contest.cell(stage.net(), other),
            seed)
        .job(contest.cell("second", seed));
  }

  @Override
  public Page page(Plan plan, Results results) {
    return new AdvlatTable4Page(this, table(plan), plan, results).page();
  }
}

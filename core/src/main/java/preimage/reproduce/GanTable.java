package preimage.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.data.Dataset;
import preimage.latent.Improvement;
import preimage.metric.Pixels;
import preimage.spec.Misuse;

/**
 * What tables of AdvLatGAN have in common: games, a judge, and how many images it is shown.
 *
 * @param images a cell
 * @param byClass whether each class is judged by itself, too
 */
record GanTable(List<Contest> contests, Judge judge, int images, boolean byClass) {
  /** What AdvLatGAN's NDB and JSD are of. */
  private static final Pixels PUBLISHED = new Pixels(Optional.of(128));

  GanTable {
    contests = List.copyOf(contests);
  }

  GanTable(List<Contest> contests, Judge judge, int images) {
    this(contests, judge, images, false);
  }

  /** The same with the first of its games alone. */
  GanTable first(int games) {
    return new GanTable(contests.subList(0, games), judge, images, byClass);
  }

  /** The same judged by so many images a cell. */
  GanTable judging(int some) {
    return new GanTable(contests, judge, some, byClass);
  }

  /** All that decides a table beside its cells' recipes. */
  Map<String, Object> words(String name, Plan plan) {
    if (plan.model().isPresent()) {
      throw new Misuse(name + " trains its generators itself; it takes no --model");
    }
    var words = new LinkedHashMap<String, Object>();
    words.put("data", data());
    words.put("real", judge.real());
    words.put("images", images);
    words.put(data() + "-sha256", open(plan).sha256());
    words.putAll(judge.words(plan.data()));
    return words;
  }

  String data() {
    return contests.getFirst().vanilla().data();
  }

  /** How long its games are trained without a search. */
  String steps() {
    var steps =
        contests.stream().mapToLong(contest -> contest.vanilla().steps()).summaryStatistics();
    return steps.getMin() == steps.getMax()
        ? "%,d".formatted(steps.getMax())
        : "%,d to %,d".formatted(steps.getMin(), steps.getMax());
  }

  Dataset open(Plan plan) {
    return plan.data().apply(data());
  }

  /** A cell that judges what a training's generator makes of latents, moved or not. */
  Job judged(Plan plan, String cell, String net, Optional<Improvement> method, int seed) {
    double effort = 1_000 + images / 3. * (method.isPresent() ? 1.4 : .3);
    var pixels = plan.scale().of(new Pixels(), PUBLISHED);
    return new Evaluation(judge, net, method, images, seed, byClass, pixels)
        .job(cell, effort, () -> plan.data().apply(judge.real()));
  }

  /** A number of a row's cells, seed by seed; NaN where there is none. */
  static double[] values(Results results, Plan plan, Contest contest, String stage, String fact) {
    return IntStream.range(0, plan.seeds())
        .mapToDouble(seed -> results.number(contest.cell(stage, seed), fact).orElse(Double.NaN))
        .toArray();
  }
}

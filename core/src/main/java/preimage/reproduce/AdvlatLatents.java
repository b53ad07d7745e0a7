package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.io.NdArray;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.run.GanFolder;

/**
 * The density of two-dimensional latents as they are moved: AdvLatGAN's figure 8.
 *
 * @param reduced what two cores do; its images are as many latents
 * @param paper the paper's
 */
public record AdvlatLatents(GanTable reduced, GanTable paper) implements AdvlatTable {
  /** After how many steps is looked. */
  static final List<Integer> STEPS = List.of(0, 10, 20, 30);

  static final String DENSITY = "density";
  static final String PEAKS = "peak";
  static final String VALLEYS = "valley";

  private static final int PLACES = 10;
  private static final double APART = .4;

  public AdvlatLatents() {
    this(
        new GanTable(Contests.plane("mnist"), Contests.judge("mnist"), 8_000),
        new GanTable(
            List.of(
                Contest.preset("dcgan", "DCGAN", "non-saturating", "dcgan-mnist", "none"),
                Contest.preset("wgan-gp", "WGAN-GP", "wgan", "wgan-gp-mnist", "none")),
            Contests.judge("mnist"),
            8_000));
  }

  @Override
  public String name() {
    return "advlat-mnist-2d";
  }

  @Override
  public String title() {
    return "where latents of two dimensions go";
  }

  @Override
  public String figure() {
    return "figure 8";
  }

  @Override
  public int seeds() {
    return 1;
  }

  private static String method(Contest contest, int steps) {
    return "improvement(loss=%s, solver=steepest(step=0.03, steps=%s))"
        .formatted(contest.score(), steps);
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var table = table(plan);
    var data = table.open(plan);
    var jobs = new ArrayList<Job>();
    jobs.add(table.judge().job(plan.data()));
    for (int seed = 0; seed < plan.seeds(); seed++) {
      int mine = seed;
      for (var contest : table.contests()) {
        var net = contest.plain(seed);
        jobs.add(net.job((double) contest.vanilla().steps(), data));
        jobs.add(
            new Job(
                contest.cell("moved", seed),
                "%,d latents of %s, %s, by %s"
                    .formatted(
                        table.images(),
                        net.cell(),
                        method(contest, STEPS.getLast()),
                        table.judge()),
                table.images() / 3.,
                List.of(Judge.CELL, net.cell()),
                desk ->
                    Trained.diverged(desk, net.cell())
                        .orElseGet(() -> moved(desk, table, contest, net.cell(), mine))));
      }
    }
    return jobs;
  }

  private static Result moved(
      Job.Desk desk, GanTable table, Contest contest, String net, int seed) {
    var folder = new GanFolder(desk.of(net));
    try (var generator = Models.generator(folder.generator().toString());
        var critic = Models.critic(folder.critic().toString())) {
      var start = Latents.drawn(generator, table.images(), seed);
      var now = start;
      var surfaces = new ArrayList<Surface>();
      var scores = new ArrayList<Double>();
      surfaces.add(Surface.of(start.z()));
      scores.add(Spreads.mean(Sampling.scores(generator, critic, start)));
      // A step of the sign knows nothing of those before it, so a way can be walked in parts.
      for (int i = 1; i < STEPS.size(); i++) {
        var method = Catalogs.IMPROVEMENTS.parse(method(contest, STEPS.get(i) - STEPS.get(i - 1)));
        var improved = method.improve(generator, critic, now, seed, desk.progress());
        now = improved.end();
        surfaces.add(Surface.of(now.z()));
        scores.add(Spreads.mean(improved.after()));
      }
      var result =
          Result.empty()
              .with("score", scores.stream().mapToDouble(s -> s).toArray())
              .with(DENSITY, flat(surfaces));
      double[] ratios = surfaces.getLast().over(surfaces.getFirst());
      result = mapped(result, generator, ratios, true);
      result = mapped(result, generator, ratios, false);
      return judged(result, desk, table.judge(), generator, start, ratios);
    }
  }

  private static NdArray flat(List<Surface> surfaces) {
    double[] all = surfaces.stream().flatMapToDouble(s -> Arrays.stream(s.values())).toArray();
    return NdArray.of(all, surfaces.size(), Surface.SIDE, Surface.SIDE);
  }

  /** Places where latents gather, or that they leave, with the images there. */
  private static Result mapped(Result so, Generator generator, double[] ratios, boolean peaks) {
    var name = peaks ? PEAKS : VALLEYS;
    var places = Surface.extremes(ratios, peaks, PLACES, APART);
    var latents = places.stream().map(Surface::place).toArray(float[][]::new);
    var images = Sampling.images(generator, Latents.of(latents));
    return so.with(name + "-ratio", places.stream().mapToDouble(i -> ratios[i]).toArray())
        .with(name + "-latents", NdArray.of(Lipton.flat(latents), latents.length, 2))
        .with(name + "-images", images);
  }

  /** How sure the judge is of the images that are left, and of those that are gone to. */
  private static Result judged(
      Result so, Job.Desk desk, Judge judge, Generator generator, Latents start, double[] ratios) {
    var origin = new LinkedHashMap<String, Object>();
    origin.put("name", "latents of the prior");
    var seen = Evaluation.seen(generator, start, origin, judge.eye(desk), desk.progress());
    var chances = seen.probabilities().orElseThrow();
    double[] all = chances.rows(0, chances.count());
    int classes = chances.dimension();
    double[] sure =
        IntStream.range(0, chances.count())
            .mapToDouble(i ->
                IntStream.range(0, classes).mapToDouble(c -> all[i * classes + c]).max().orElse(0))
            .toArray();
    double[] here = Arrays.stream(start.z()).mapToDouble(z -> ratios[Surface.nearest(z)]).toArray();
    double[] sorted = Arrays.stream(here).filter(r -> !Double.isNaN(r)).sorted().toArray();
    double low = sorted[sorted.length / 4];
    double high = sorted[3 * sorted.length / 4];
    return so.with("sure-where-left", mean(sure, here, Double.NEGATIVE_INFINITY, low))
        .with("sure-where-gathered", mean(sure, here, high, Double.POSITIVE_INFINITY));
  }

  private static double mean(double[] values, double[] keys, double low, double high) {
    return IntStream.range(0, values.length)
        .filter(i -> keys[i] >= low && keys[i] <= high)
        .mapToDouble(i -> values[i])
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public Page page(Plan plan, Results results) {
    return new AdvlatLatentsPage(table(plan), plan, results).page();
  }
}

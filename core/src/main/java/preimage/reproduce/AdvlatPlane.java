package preimage.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.io.NdArray;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * Points of a mixture in the plane: a GAN trained for a while, its latents improved, and the GAN
 * trained for longer.
 *
 * @param modes what it is trained on
 * @param reduced the work on two cores
 * @param paper the paper's
 */
public record AdvlatPlane(String name, String figure, Modes modes, Size reduced, Size paper)
    implements Reproduction {
  static final String PAPER = "Improving GANs via Adversarial Learning in Latent Space, 2022";

  /** Tables 13 and 14 say the layers, nothing says loss and optimiser; these are ours. */
  private static final String TRAINING =
      "gan(loss=non-saturating, backbone=mlp(hidden=[100, 200, 100]), prior=normal(dimension=2),"
          + " batch=50, rate=1e-3, decay=0)";

  private static final int EPOCH = 2_000;

  /**
   * How much is done.
   *
   * @param early steps of the training whose latents are improved
   * @param late steps of the training that is looked at as it is; none: there is no such
   * @param points how many latents
   * @param moves after how many steps they are looked at, ascending
   */
  public record Size(int early, Optional<Integer> late, int points, List<Integer> moves) {
    public Size {
      moves = List.copyOf(moves);
    }

    int[] moments() {
      return IntStream.concat(IntStream.of(early), late.stream().mapToInt(l -> l)).toArray();
    }
  }

  /** Figures 10 and 11. */
  public static AdvlatPlane ring() {
    var moves = List.of(10, 30, 8_000);
    return new AdvlatPlane(
        "advlat-ring",
        "figures 10 and 11",
        Modes.ring(),
        new Size(EPOCH, Optional.of(20 * EPOCH), 2_000, moves),
        new Size(EPOCH, Optional.of(100 * EPOCH), 20_000, moves));
  }

  /** The experiment on a grid. */
  public static AdvlatPlane grid() {
    var moves = List.of(10, 30, 8_000);
    return new AdvlatPlane(
        "advlat-grid",
        "its grid",
        Modes.grid(),
        new Size(10 * EPOCH, Optional.empty(), 2_000, moves),
        new Size(50 * EPOCH, Optional.empty(), 20_000, moves));
  }

  @Override
  public String title() {
    return "points of " + modes.centres().size() + " modes, latents improved";
  }

  @Override
  public String source() {
    return PAPER + ", " + figure;
  }

  private Size size(Plan plan) {
    return plan.scale().of(reduced, paper);
  }

  private static String method(int steps) {
    return "improvement(solver=steepest(norm=linf, step=0.003, steps=%s))".formatted(steps);
  }

  private static String described(int steps) {
    return Catalogs.IMPROVEMENTS.describe(Catalogs.IMPROVEMENTS.parse(method(steps)));
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    if (plan.model().isPresent()) {
      throw new Misuse(name + " trains its own generator of points; it takes no --model");
    }
    var size = size(plan);
    var words = new LinkedHashMap<String, Object>();
    words.put("points", size.points());
    words.put("training", described());
    words.put("training-steps", Arrays.stream(size.moments()).boxed().toList());
    words.put(METHODS, size.moves().stream().map(AdvlatPlane::described).toList());
    return words;
  }

  private static String described() {
    return Catalogs.TRAININGS.describe(Catalogs.TRAININGS.parse(TRAINING));
  }

  /** What is looked at, in the order of the page: name of its cells and what it is. */
  private Map<String, String> stages(Plan plan) {
    var size = size(plan);
    var stages = new LinkedHashMap<String, String>();
    stages.put("early", "after %,d iterations".formatted(size.early()));
    for (int steps : size.moves()) {
      stages.put("moved" + steps, "the same, latents moved %,d steps".formatted(steps));
    }
    size.late().ifPresent(l -> stages.put("late", "after %,d iterations".formatted(l)));
    return stages;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var size = size(plan);
    var jobs = new ArrayList<Job>();
    for (int seed = 0; seed < plan.seeds(); seed++) {
      int mine = seed;
      var gan = new PlaneGan(TRAINING, modes, seed);
      var nets = "nets-seed" + seed;
      int[] moments = size.moments();
      int last = moments[moments.length - 1];
      jobs.add(
          new Job(
              nets,
              described() + " to " + Arrays.toString(moments),
              2. * last,
              desk -> {
                gan.train(desk.own(), moments, desk.progress());
                return Result.empty().with("steps", last);
              }));
      jobs.add(still("early", seed, size.early(), nets, size));
      for (int steps : size.moves()) {
        jobs.add(
            new Job(
                "moved" + steps + "-seed" + seed,
                described(steps) + " after " + size.early(),
                steps * (1. + size.points() / 200.),
                List.of(nets),
                desk -> moved(desk, desk.of(nets), size, steps, mine)));
      }
      size.late().ifPresent(late -> jobs.add(still("late", mine, late, nets, size)));
    }
    return jobs;
  }

  private static Job still(String stage, int seed, int moment, String nets, Size size) {
    return new Job(
        stage + "-seed" + seed,
        described() + " after " + moment,
        1,
        List.of(nets),
        desk -> {
          try (var generator = generator(desk.of(nets), moment)) {
            return points(generator, Sampling.latents(generator, size.points(), seed));
          }
        });
  }

  private static Result moved(Job.Desk desk, Path nets, Size size, int steps, int seed) {
    try (var generator = generator(nets, size.early());
        var critic = Models.critic(PlaneGan.file(nets, "critic", size.early()).toString())) {
      var start = Latents.of(Sampling.latents(generator, size.points(), seed));
      var method = Catalogs.IMPROVEMENTS.parse(method(steps));
      var improved = method.improve(generator, critic, start, seed, desk.progress());
      return points(generator, improved.z())
          .with("before", improved.before())
          .with("after", improved.after());
    }
  }

  private static Generator generator(Path nets, int moment) {
    return Models.generator(PlaneGan.file(nets, "generator", moment).toString());
  }

  private static Result points(Generator generator, float[][] z) {
    float[] made =
        Scope.call(() ->
            Scope.withoutGradient(
                () -> generator.apply(Tensor.of(Lipton.flat(z), z.length, 2)).toArray()));
    return Result.empty().with("points", NdArray.of(made, z.length, 2));
  }

  @Override
  public Page page(Plan plan, Results results) {
    return new PlanePage(modes, size(plan), stages(plan), plan.seeds(), results).page();
  }
}

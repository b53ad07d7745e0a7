package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.io.NdArray;
import preimage.latent.Recovered;
import preimage.latent.Targets;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Pictures;
import preimage.report.Section;
import preimage.report.Strip;
import preimage.report.Table;
import preimage.run.GanRecipe;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * Recovery with and without the latent restriction loss: how well real digits are matched, and how
 * like draws of the prior the latents are.
 *
 * @param reduced the work on two cores
 * @param paper as much as in the paper
 */
public record ChoRestriction(Size reduced, Size paper) implements Reproduction {
  private static final String DATA = "mnist";
  private static final int SHOWN = 12;

  /**
   * How much is done.
   *
   * @param training how the generator is trained, if none is given
   * @param steps its updates
   * @param targets real images
   */
  public record Size(String training, long steps, int targets) {}

  public ChoRestriction() {
    this(
        new Size("gan(backbone=dcgan(width=32), prior=normal(dimension=256))", 5_000, 200),
        new Size("gan(backbone=dcgan(width=64), prior=normal(dimension=256))", 187_400, 1_000));
  }

  @Override
  public String name() {
    return "cho-restriction";
  }

  @Override
  public String title() {
    return "recovery with the latent restriction loss";
  }

  @Override
  public String source() {
    return "Cho, Defense-GAN with a latent restriction loss, its recovery of MNIST test images";
  }

  private Size size(Plan plan) {
    return plan.scale().of(reduced, paper);
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    var words = new LinkedHashMap<String, Object>();
    plan.model()
        .ifPresentOrElse(
            model -> {
              words.put("model", model);
              words.put("model-sha256", Models.sha256(model));
            },
            () -> {
              words.put("training", training(plan, 0).recipe().words().get("training"));
              words.put("steps", size(plan).steps());
              words.put("train-sha256", plan.data().apply(DATA).sha256());
            });
    words.put("targets", size(plan).targets());
    words.put("test-sha256", test(plan).sha256());
    var methods = new LinkedHashMap<String, Object>();
    for (var row : ChoRow.values()) {
      methods.put(row.word(), row.recipe());
    }
    words.put(METHODS, methods);
    return words;
  }

  private static Dataset test(Plan plan) {
    return plan.data().apply(DATA + ":test");
  }

  private Trained training(Plan plan, int seed) {
    var training = Catalogs.TRAININGS.parse(size(plan).training());
    var recipe = new GanRecipe(training, DATA, new Condition.None(), size(plan).steps(), seed);
    return new Trained("generator-seed" + seed, recipe);
  }

  private Grid grid(Plan plan) {
    return new Grid(plan.seeds(), size(plan).targets());
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var jobs = new ArrayList<Job>();
    var test = test(plan);
    if (plan.model().isEmpty()) {
      var train = plan.data().apply(DATA);
      for (int seed = 0; seed < plan.seeds(); seed++) {
        jobs.add(training(plan, seed).job(size(plan).steps() * 100., train));
      }
    }
    for (var block : grid(plan).blocks()) {
      var training = training(plan, block.seed());
      var whose = plan.model().orElse(training.recipe().words().toString());
      for (var row : ChoRow.values()) {
        double effort = row == ChoRow.START ? 1 : 4_000. * block.count();
        jobs.add(
            new Job(
                block.in(row.word()),
                row.recipe() + " of " + whose,
                effort,
                plan.model().isPresent() ? List.of() : List.of(training.cell()),
                desk -> {
                  var model = plan.model().orElseGet(() -> training.generator(desk).toString());
                  try (var generator = Models.generator(model)) {
                    return recover(generator, row, targets(test, block), block, desk);
                  }
                }));
      }
    }
    return jobs;
  }

  /** Drawn at random without repetition. */
  private static Images targets(Dataset test, Block block) {
    int[] order = Rng.of(block.seed()).purpose("targets").permutation(test.size());
    return test.images(Arrays.copyOfRange(order, block.from(), block.to())).withoutLabels();
  }

  private static Result recover(
      Generator generator, ChoRow row, Images targets, Block block, Job.Desk desk) {
    var found =
        row.recovery().recover(generator, Targets.of(targets), block.draws(), desk.progress());
    return Lipton.result(found)
        .with("distance", distance(generator, found))
        .with("image", NdArray.of(found.images().pixels()))
        .with("target", NdArray.of(targets.pixels()));
  }

  /** Wasserstein-1 between the components of each latent and the prior itself. */
  private static double[] distance(Generator generator, Recovered found) {
    var prior = generator.prior();
    var restriction = Catalogs.RESTRICTIONS.parse("w1-quantiles(weight=1)");
    return Scope.call(() -> {
      Tensor z = Tensor.of(Lipton.flat(found.z()), found.count(), prior.dimension());
      return restriction.towards(prior).orElseThrow().at(z).toDoubles();
    });
  }

  @Override
  public Page page(Plan plan, Results results) {
    var rows = new ArrayList<List<Cell>>();
    var losses = new EnumMap<ChoRow, Double>(ChoRow.class);
    var distances = new EnumMap<ChoRow, Double>(ChoRow.class);
    for (var row : ChoRow.values()) {
      double[] loss = grid(plan).means(results, row.word(), "loss");
      double[] distance = grid(plan).means(results, row.word(), "distance");
      losses.put(row, Spreads.mean(loss));
      distances.put(row, Spreads.mean(distance));
      rows.add(
          List.of(
              Cell.of(row.label),
              Spreads.of(loss),
              Spreads.of(distance),
              Spreads.of(grid(plan).means(results, row.word(), "cost")),
              Double.isNaN(row.accuracy) ? Cell.missing() : Cell.of(row.accuracy)));
    }
    var table =
        new Table(
            "Recovery of test images",
            "Means over the targets: (G(z) − x)² over pixels in [−1, 1], and Wasserstein-1 between the"
                + " components of a latent and N(0, 1); ten starts, of which the least total"
                + " counts. The paper publishes no errors; its accuracies are those of a classifier"
                + " after the defence, undefended .014.",
            List.of(
                Column.words("method"),
                Column.numbers("image error"),
                Column.numbers("distance to the prior"),
                Column.numbers("forward-equivalents", Numerals.whole()),
                Column.numbers("accuracy, the paper", Numerals.percent(1))),
            rows);
    var sections = new ArrayList<Section>();
    sections.add(table);
    sections.add(Claim.section(claims(losses, distances)));
    pictures(plan, results).ifPresent(sections::add);
    return new Page(
        "Here %,d test images by %s; in the paper 1,000 by another GAN, attacked."
            .formatted(
                size(plan).targets(),
                plan.model()
                    .orElse(
                        "a generator trained for %,d steps of %s"
                            .formatted(size(plan).steps(), size(plan).training()))),
        sections);
  }

  private static List<Claim> claims(Map<ChoRow, Double> losses, Map<ChoRow, Double> distances) {
    double none = distances.getOrDefault(ChoRow.NONE, Double.NaN);
    double w1 = distances.getOrDefault(ChoRow.W1, Double.NaN);
    double error = losses.getOrDefault(ChoRow.NONE, Double.NaN);
    double restricted = losses.getOrDefault(ChoRow.W1, Double.NaN);
    double start = losses.getOrDefault(ChoRow.START, Double.NaN);
    double fast = losses.getOrDefault(ChoRow.FAST, Double.NaN);
    return List.of(
        new Claim(
            "With the restriction, latents are nearer to the prior",
            w1 < none,
            "distance %.4f with it, %.4f without",
            w1,
            none),
        new Claim(
            "Images are matched about as well",
            restricted < 1.1 * error,
            "error %.4f with it, %.4f without",
            restricted,
            error),
        new Claim(
            "Not the paper's: its 200 steps at rate .001 do not converge",
            fast < error / 2,
            "error %.4f at the start, %.4f after them, %.4f at rate .1 with as many",
            start,
            error,
            fast));
  }

  private Optional<Section> pictures(Plan plan, Results results) {
    var strips = new ArrayList<Strip>();
    var first = grid(plan).blocks().getFirst();
    var shape = test(plan).shape();
    int n = Math.min(SHOWN, first.count());
    for (var row : ChoRow.values()) {
      results
          .of(first.in(row.word()))
          .ifPresent(result -> {
            if (strips.isEmpty()) {
              strips.add(
                  Strip.of("target", new Images(shape, shown(result, "target", n, shape.count()))));
            }
            strips.add(
                Strip.of(row.label, new Images(shape, shown(result, "image", n, shape.count()))));
          });
    }
    return strips.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pictures("Recovered", "The first targets.", strips, List.of()));
  }

  private static float[] shown(Result result, String name, int count, int size) {
    return Arrays.copyOf(result.array(name).floats(), count * size);
  }
}

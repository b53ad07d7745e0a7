package preimage.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.latent.Improvement;
import preimage.latent.Latents;
import preimage.net.Condition;
import preimage.net.Models;
import preimage.report.Axis;
import preimage.report.Cell;
import preimage.report.Chart;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Series;
import preimage.report.Table;
import preimage.run.GanFolder;
import preimage.run.GanRecipe;
import preimage.spec.Misuse;

/**
 * A batch's mean score against the step of its improvement.
 *
 * @param reduced the work on two cores
 * @param paper at the paper's scale
 */
public record AdvlatFigure4(Size reduced, Size paper) implements Reproduction {
  private static final String DATA = "fashion-mnist";

  /** Rows by the name of their cells. */
  private enum Row {
    SIGN("sign steps", "improvement(solver=steepest(step=0.01, steps=%s))"),
    HALF(
        "sign steps, half the radius",
        "improvement(solver=steepest(step=0.01, steps=%s), radius=%s)"),
    GRADIENT(
        "raw gradient steps",
        "improvement(solver=gradient-descent(rate=0.1, steps=%s, schedule=constant))");

    private final String label;
    private final String spec;

    Row(String label, String spec) {
      this.label = label;
      this.spec = spec;
    }

    Improvement method(int steps) {
      return Catalogs.IMPROVEMENTS.parse(spec.formatted(steps, .005 * steps));
    }

    String cell(int seed) {
      return name().toLowerCase(Locale.ROOT) + "-seed" + seed;
    }
  }

  /**
   * How much is done.
   *
   * @param training a spec
   * @param updates of the training
   * @param latents in the batch
   * @param steps of .01
   */
  public record Size(String training, int updates, int latents, int steps) {}

  public AdvlatFigure4() {
    this(new Size("gan", 3_000, 256, 100), new Size("gan", 100_000, 3_000, 100));
  }

  @Override
  public String name() {
    return "advlat-figure4";
  }

  @Override
  public String title() {
    return "score of a batch against the step";
  }

  @Override
  public String source() {
    return AdvlatPlane.PAPER + ", figure 4";
  }

  private Size size(Plan plan) {
    return plan.scale().of(reduced, paper);
  }

  private Trained training(Plan plan, int seed) {
    var training = Catalogs.TRAININGS.parse(size(plan).training());
    var recipe = new GanRecipe(training, DATA, new Condition.None(), size(plan).updates(), seed);
    return new Trained("pair-seed" + seed, recipe);
  }

  private static String described(Row row, int steps) {
    return Catalogs.IMPROVEMENTS.describe(row.method(steps));
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    if (plan.model().isPresent()) {
      throw new Misuse(name() + " trains generator and critic itself; it takes no --model");
    }
    var words = new LinkedHashMap<String, Object>();
    words.put("training", training(plan, 0).recipe().words().get("training"));
    words.put("updates", size(plan).updates());
    words.put("latents", size(plan).latents());
    words.put("train-sha256", plan.data().apply(DATA).sha256());
    var methods = new LinkedHashMap<String, Object>();
    for (var row : Row.values()) {
      methods.put(row.label, described(row, size(plan).steps()));
    }
    words.put(METHODS, methods);
    return words;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var jobs = new ArrayList<Job>();
    var data = plan.data().apply(DATA);
    var size = size(plan);
    for (int seed = 0; seed < plan.seeds(); seed++) {
      int mine = seed;
      var pair = training(plan, seed);
      jobs.add(pair.job(size.updates() * 10., data));
      for (var row : Row.values()) {
        jobs.add(
            new Job(
                row.cell(seed),
                described(row, size.steps()) + " of " + pair.recipe().words(),
                size.steps() * size.latents() / 64.,
                List.of(pair.cell()),
                desk -> moved(desk, pair, row.method(size.steps()), size, mine)));
      }
    }
    return jobs;
  }

  private static Result moved(
      Job.Desk desk, Trained pair, Improvement method, Size size, int seed) {
    var folder = new GanFolder(desk.of(pair.cell()));
    try (var generator = Models.generator(pair.generator(desk).toString());
        var critic = Models.critic(folder.critic().toString())) {
      var start = Latents.drawn(generator, size.latents(), seed);
      var improved = method.improve(generator, critic, start, seed, desk.progress());
      var traces = improved.courses().stream().map(c -> c.trace()).toList();
      // A latent that has stopped early keeps its last score.
      var mean = new double[size.steps() + 1];
      for (var trace : traces) {
        double[] scores = method.scores(trace).orElseThrow();
        int at = 0;
        for (int step = 0; step < mean.length; step++) {
          while (at + 1 < trace.count() && trace.step()[at + 1] <= step) {
            at++;
          }
          mean[step] += scores[at] / traces.size();
        }
      }
      return Result.empty().with("score", mean);
    }
  }

  @Override
  public Page page(Plan plan, Results results) {
    int steps = size(plan).steps();
    var stages = IntStream.of(0, steps / 10, steps / 4, steps / 2, steps).distinct().toArray();
    var rows = new ArrayList<List<Cell>>();
    var lines = new ArrayList<Series>();
    for (var row : Row.values()) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(row.label));
      for (int stage : stages) {
        cells.add(Spreads.of(at(plan, results, row, stage)));
      }
      rows.add(cells);
      results
          .of(row.cell(0))
          .ifPresent(cell -> {
            double[] step = IntStream.rangeClosed(0, steps).asDoubleStream().toArray();
            lines.add(new Series.Line(row.label, step, cell.numbers("score")));
          });
    }
    var columns = new ArrayList<Column>();
    columns.add(Column.words("latents moved by"));
    IntStream.of(stages)
        .forEach(stage -> columns.add(Column.numbers("step " + stage, Numerals.decimals(2))));
    double before = Spreads.mean(at(plan, results, Row.SIGN, 0));
    double after = Spreads.mean(at(plan, results, Row.SIGN, steps));
    var claim =
        new Claim(
            "The critic's score of a batch rises as its latents are moved",
            after > before,
            "from %.3g to %.3g",
            before,
            after);
    return new Page(
        "%,d latents of a GAN trained for %,d updates on %s; the paper shows curves without numbers."
            .formatted(size(plan).latents(), size(plan).updates(), DATA),
        List.of(
            new Table("Mean score", "Higher is more real.", columns, rows),
            Claim.section(List.of(claim)),
            chart(lines)));
  }

  private static Section chart(List<Series> lines) {
    return new Chart(
        "Score against step", "", Axis.linear("step"), Axis.linear("mean score"), lines);
  }

  private static double[] at(Plan plan, Results results, Row row, int step) {
    return IntStream.range(0, plan.seeds())
        .mapToObj(seed -> results.of(row.cell(seed)))
        .flatMap(Optional::stream)
        .mapToDouble(cell -> cell.numbers("score")[step])
        .toArray();
  }
}

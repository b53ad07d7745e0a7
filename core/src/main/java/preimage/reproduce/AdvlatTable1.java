package preimage.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Datasets;
import preimage.latent.HardPairs;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Condition;
import preimage.net.ModelCard;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Pictures;
import preimage.report.Section;
import preimage.report.Strip;
import preimage.report.Table;
import preimage.search.Norm;
import preimage.search.SteepestDescent;
import preimage.spec.Misuse;

/**
 * How near to each other two images can be brought, and how far apart, for the distance of their
 * latents. A generator of images made of images takes those of the pairs that it was trained on.
 *
 * @param reduced how many latents on two cores
 * @param paper how many at the paper's scale; it does not say
 * @param steps of .01 after which is looked
 */
public record AdvlatTable1(int reduced, int paper, List<Integer> steps) implements Reproduction {
  private static final int SHOWN = 8;

  public AdvlatTable1 {
    steps = List.copyOf(steps);
  }

  public AdvlatTable1() {
    this(512, 10_000, List.of(3, 100));
  }

  @Override
  public String name() {
    return "advlat-table1";
  }

  @Override
  public String title() {
    return "distance of images over distance of latents, searched";
  }

  @Override
  public String source() {
    return AdvlatPlane.PAPER + ", table 1";
  }

  /** Whether images are brought together or driven apart. */
  private record Row(boolean apart, int steps) {
    HardPairs method() {
      return new HardPairs(new SteepestDescent(Norm.LINF, .01, steps), .08, apart);
    }

    String recipe() {
      var method = method();
      return "%s, partners begin N(0, %s²) beside, %s, where their ways end"
          .formatted(
              Catalogs.SOLVERS.describe(method.solver()),
              method.spread(),
              apart ? "driven apart" : "brought together");
    }

    String word() {
      return (apart ? "apart" : "near") + steps;
    }

    String cell(int seed) {
      return word() + "-seed" + seed;
    }

    String label() {
      return apart ? "driven apart" : "brought together, equation 8";
    }
  }

  private List<Row> rows() {
    return IntStream.range(0, 2 * steps.size())
        .mapToObj(i -> new Row(i >= steps.size(), steps.get(i % steps.size())))
        .toList();
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    var words = Lipton.words(plan, plan.scale().of(reduced, paper));
    var methods = new LinkedHashMap<String, Object>();
    rows().forEach(row -> methods.put(row.word(), row.recipe()));
    words.put(METHODS, methods);
    try (var model = Models.open(Lipton.model(plan))) {
      if (model.card().condition() instanceof Condition.Image) {
        words.put("conditions-sha256", conditions(model.card()).sha256());
      }
    }
    return words;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    int samples = plan.scale().of(reduced, paper);
    var jobs = new ArrayList<Job>();
    for (int seed = 0; seed < plan.seeds(); seed++) {
      int mine = seed;
      for (var row : rows()) {
        jobs.add(
            new Job(
                row.cell(seed),
                row.recipe(),
                row.steps(),
                desk -> search(plan, row, samples, mine, desk)));
      }
    }
    return jobs;
  }

  private static Result search(Plan plan, Row row, int samples, int seed, Job.Desk desk) {
    var model = Models.open(Lipton.model(plan));
    var card = model.card();
    try (var generator = model.generator()) {
      var drawn = Latents.drawn(generator, samples, seed);
      var first = card.condition() instanceof Condition.Image ? told(drawn, card) : drawn;
      var pairs = row.method().search(generator, first, seed, desk.progress());
      var shown = first.first(SHOWN);
      var partners = first.with(pairs.second()).first(SHOWN);
      return Result.empty()
          .with("before", pairs.before())
          .with("after", pairs.after())
          .with("first", Sampling.images(generator, shown))
          .with("second", Sampling.images(generator, partners));
    }
  }

  /** With the images that such a generator was trained to make its own of, in turn. */
  private static Latents told(Latents latents, ModelCard card) {
    var given = conditions(card);
    var index = IntStream.range(0, latents.count()).map(i -> i % given.size()).toArray();
    return new Latents(
        latents.z(), latents.labels(), Optional.of(given.images(index).withoutLabels()));
  }

  private static Dataset conditions(ModelCard card) {
    var data =
        Optional.ofNullable(card.provenance().get("data"))
            .orElseThrow(() -> new Misuse("the model does not say which pairs it was trained on"));
    return Datasets.pairs(data.toString()).second();
  }

  @Override
  public Page page(Plan plan, Results results) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(published("CIFAR-10", .241, 4.023));
    rows.add(published("Facades", .3785, 1.3385));
    var sections = new ArrayList<Section>();
    var after = new LinkedHashMap<Row, Double>();
    double[] start = means(plan, results, rows().getFirst(), "before");
    rows.add(row("before any step", start, start));
    for (int count : steps) {
      double[] near = means(plan, results, new Row(false, count), "after");
      double[] apart = means(plan, results, new Row(true, count), "after");
      rows.add(row("after %,d steps".formatted(count), near, apart));
    }
    for (var row : rows()) {
      after.put(row, Spreads.mean(means(plan, results, row, "after")));
      results.of(row.cell(0)).ifPresent(cell -> sections.add(pictures(row, cell)));
    }
    sections.addFirst(table(rows));
    sections.add(1, Claim.section(List.of(claim(Spreads.mean(start), after))));
    return new Page(
        "%,d latents of %s; the second of each pair starts where N(0, .08²) leads from the first."
            .formatted(plan.scale().of(reduced, paper), Lipton.model(plan)),
        sections);
  }

  private static Table table(List<List<Cell>> rows) {
    return new Table(
        "Ratios",
        "Mean |G(z₀) − G(z)| on [−1, 1] over mean |z₀ − z|, a mean over latents. The paper calls its"
            + " second number the inverse. Of the same pairs it cannot be: a mean of inverses is"
            + " never below the inverse of the mean, 4.15 and 2.64. So it stands with pairs driven apart.",
        List.of(
            Column.words("pairs"),
            Column.words("from"),
            Column.numbers("brought together, equation 8"),
            Column.numbers("driven apart")),
        rows);
  }

  private static double[] means(Plan plan, Results results, Row row, String array) {
    return IntStream.range(0, plan.seeds())
        .mapToObj(seed -> results.of(row.cell(seed)))
        .flatMap(Optional::stream)
        .mapToDouble(cell -> Spreads.mean(cell.numbers(array)))
        .toArray();
  }

  private static List<Cell> published(String set, double near, double apart) {
    return List.of(
        Cell.of("after the search, " + set), Cell.of("the paper"), Cell.of(near), Cell.of(apart));
  }

  private static List<Cell> row(String label, double[] near, double[] apart) {
    return List.of(Cell.of(label), Cell.of("here"), Spreads.of(near), Spreads.of(apart));
  }

  private Claim claim(double start, Map<Row, Double> after) {
    double near = after.getOrDefault(new Row(false, steps.getLast()), Double.NaN);
    double apart = after.getOrDefault(new Row(true, steps.getLast()), Double.NaN);
    return new Claim(
        "Beside a latent there are others whose images are much nearer than most, and much further",
        near < .8 * start && apart > 1.25 * start,
        "%.3g at the start, %.3g brought together, %.3g driven apart",
        start,
        near,
        apart);
  }

  private static Section pictures(Row row, Result cell) {
    var first = cell.images("first");
    var second = cell.images("second");
    double[] ratio = cell.numbers("after");
    var captions =
        IntStream.range(0, first.count())
            .mapToObj(i -> new Pictures.Caption(Numerals.significant(2).write(ratio[i]), ""))
            .toList();
    return new Pictures(
        "Pairs %s, %,d steps".formatted(row.label(), row.steps()),
        "Below each: the ratio.",
        List.of(
            Strip.of("first", first),
            Strip.of("second", second),
            Strip.difference("difference", first, second)),
        captions);
  }
}

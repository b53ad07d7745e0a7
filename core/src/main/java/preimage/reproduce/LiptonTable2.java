package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.data.BuiltIn;
import preimage.data.Images;
import preimage.latent.Targets;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Pictures;
import preimage.report.Section;
import preimage.report.Strip;
import preimage.report.Table;
import preimage.reproduce.Lipton.Row;
import preimage.spec.Misuse;

/**
 * Whether many searches for one real image, which the generator never saw, end at one latent.
 *
 * @param reduced the work on two cores
 * @param paper the paper's
 */
public record LiptonTable2(Effort reduced, Effort paper) implements Reproduction {
  private static final Map<Row, Double> PUBLISHED =
      Map.of(Row.NONE, 2.03e-4, Row.STANDARD, 1.36e-4, Row.STOCHASTIC, 4.94e-5);

  /** One start each, drawn from the prior: what the paper compares. */
  private static final String OURS = "recovery(start=prior, solver=lm, restarts=1)";

  /** Two vectors of U(−1, 1)^100, as printed; √(200/3)/100 = .0816. */
  private static final double PUBLISHED_RANDOM = .0815;

  public LiptonTable2() {
    this(new Effort(200, 20_000), new Effort(1_000, 100_000));
  }

  @Override
  public String name() {
    return "lipton-table2";
  }

  @Override
  public String title() {
    return "distance between latents recovered from one real image";
  }

  @Override
  public String source() {
    return Lipton.PAPER + ", table 2";
  }

  private Effort effort(Plan plan) {
    return plan.scale().of(reduced, paper);
  }

  private Grid grid(Plan plan) {
    return new Grid(plan.seeds(), effort(plan).samples());
  }

  /** One of the images of clothes, which the generator was not trained on. */
  private static Images target() {
    return BuiltIn.fashionTest().slice(0, 1).withoutLabels();
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    try (var generator = Models.generator(Lipton.model(plan))) {
      if (!generator.image().equals(target().shape())) {
        throw new Misuse(
            "%s recovers a test image of Fashion-MNIST, %s, but %s makes images of %s"
                .formatted(name(), target().shape(), Lipton.model(plan), generator.image()));
      }
    }
    var words = Lipton.words(plan, effort(plan), OURS);
    words.put("target", "the first test image of Fashion-MNIST");
    return words;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var jobs = new ArrayList<Job>();
    int updates = effort(plan).updates();
    for (var block : grid(plan).blocks()) {
      for (var row : Row.values()) {
        jobs.add(
            new Job(
                block.in(row.toString()),
                row.recipe(updates, OURS),
                row.effort(updates) * block.count(),
                desk -> {
                  try (var generator = Models.generator(Lipton.model(plan))) {
                    var method = row.recovery(updates, OURS);
                    var many = repeated(target(), block.count());
                    return Lipton.result(
                        method.recover(
                            generator, Targets.of(many), block.draws(), desk.progress()));
                  }
                }));
      }
    }
    return jobs;
  }

  private static Images repeated(Images one, int times) {
    int size = one.shape().count();
    var pixels = new float[times * size];
    for (int i = 0; i < times; i++) {
      System.arraycopy(one.pixels(), 0, pixels, i * size, size);
    }
    return new Images(one.shape(), pixels);
  }

  /** The mean of ‖a − b‖₂/d over all pairs; NaN where there is none. */
  static double spread(List<float[]> latents) {
    double sum = 0;
    long pairs = 0;
    for (int i = 0; i < latents.size(); i++) {
      for (int j = 0; j < i; j++) {
        int d = latents.get(i).length;
        sum += Math.sqrt(Lipton.distance(latents.get(i), latents.get(j)) / d);
        pairs++;
      }
    }
    return sum / pairs;
  }

  @Override
  public Page page(Plan plan, Results results) {
    var rows = new ArrayList<List<Cell>>();
    var spreads = new LinkedHashMap<Row, Double>();
    for (var row : Row.values()) {
      var latents =
          grid(plan).cells(results, row.toString()).stream().map(Lipton::latents).toList();
      double[] spread = latents.stream().mapToDouble(LiptonTable2::spread).toArray();
      double[][] losses = grid(plan).values(results, row.toString(), "loss");
      int count = latents.stream().mapToInt(List::size).sum();
      spreads.put(row, Spreads.mean(spread));
      var published = PUBLISHED.get(row);
      rows.add(
          List.of(
              Cell.of(row.label()),
              published == null ? Cell.missing() : Cell.of(published),
              Spreads.of(spread),
              Spreads.of(Arrays.stream(losses).mapToDouble(Spreads::median).toArray()),
              count == 0 ? Cell.missing() : Cell.of(count)));
    }
    rows.add(
        List.of(
            Cell.of("two random latents"),
            Cell.of(PUBLISHED_RANDOM),
            Cell.of(Math.sqrt(200. / 3) / 100),
            Cell.missing(),
            Cell.missing()));
    var table =
        new Table(
            "E‖z′ᵢ − z′ⱼ‖₂/d over pairs of recoveries",
            "The norm is not squared; d is 100 in the paper. The reference is √(2d/3)/d for d = 100.",
            List.of(
                Column.words("method"),
                Column.numbers("the paper"),
                Column.numbers(plan.scale() + " scale"),
                Column.numbers("median image error"),
                Column.numbers("recoveries", Numerals.whole())),
            rows);
    var sections = new ArrayList<Section>();
    sections.add(table);
    sections.add(Claim.section(claims(spreads)));
    sections.add(new Pictures("The image", "", List.of(Strip.of("target", target())), List.of()));
    return new Page(
        "Here %s of a test image of Fashion-MNIST with %s; in the paper %s of a face."
            .formatted(effort(plan), Lipton.model(plan), new Effort(1_000, 100_000)),
        sections);
  }

  private static List<Claim> claims(Map<Row, Double> spreads) {
    double none = spreads.getOrDefault(Row.NONE, Double.NaN);
    double standard = spreads.getOrDefault(Row.STANDARD, Double.NaN);
    double stochastic = spreads.getOrDefault(Row.STOCHASTIC, Double.NaN);
    double random = Math.sqrt(200. / 3) / 100;
    return List.of(
        new Claim(
            "All searches for an unseen image end at nearly one latent",
            Math.max(none, Math.max(standard, stochastic)) < random / 100,
            "%.3g, %.3g, %.3g of clipping none, standard, stochastic; random latents %.3g",
            none,
            standard,
            stochastic,
            random),
        new Claim(
            "Stochastic clipping brings them nearest to each other, no clipping least",
            stochastic < standard && standard < none,
            "%.3g, %.3g, %.3g",
            none,
            standard,
            stochastic));
  }
}

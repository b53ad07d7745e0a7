package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import preimage.data.Images;
import preimage.net.Models;
import preimage.report.Axis;
import preimage.report.Cell;
import preimage.report.Chart;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Series;
import preimage.report.Table;
import preimage.reproduce.Lipton.Generated;
import preimage.reproduce.Lipton.Row;
import preimage.tensor.Rng;
import preimage.tensor.Scope;

/**
 * How far off recovered latents are when the images are noisy.
 *
 * @param reduced the work on two cores
 * @param paper the paper's
 * @param variances of the white Gaussian noise on pixels in [−1, 1]; those of the released code
 */
public record LiptonFigure2(Effort reduced, Effort paper, List<Double> variances)
    implements Reproduction {
  /** Of noisy images no start is good enough to spare the next. */
  private static final String OURS = "recovery(restarts=2)";

  public LiptonFigure2 {
    variances = List.copyOf(variances);
  }

  public LiptonFigure2() {
    this(
        new Effort(64, 5_000),
        new Effort(1_000, 100_000),
        List.of(1e-3, 5e-3, 1e-2, 5e-2, .1, .5, 1.));
  }

  @Override
  public String name() {
    return "lipton-figure2";
  }

  @Override
  public String title() {
    return "latent error by noise on the image";
  }

  @Override
  public String source() {
    return Lipton.PAPER + ", figure 2";
  }

  private Effort effort(Plan plan) {
    return plan.scale().of(reduced, paper);
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    var words = Lipton.words(plan, effort(plan), OURS);
    words.put("variances", variances.toString());
    return words;
  }

  private Grid grid(Plan plan) {
    return new Grid(plan.seeds(), effort(plan).samples());
  }

  private static String row(Row row, double variance) {
    return row + "-var" + variance;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var jobs = new ArrayList<Job>();
    int updates = effort(plan).updates();
    for (var block : grid(plan).blocks()) {
      for (double variance : variances) {
        for (var row : Row.values()) {
          jobs.add(
              new Job(
                  block.in(row(row, variance)),
                  row.recipe(updates, OURS),
                  row.effort(updates) * block.count(),
                  desk -> {
                    try (var generator = Models.generator(Lipton.model(plan))) {
                      var clean = Generated.of(generator, block);
                      var noisy =
                          new Generated(noisy(clean.images(), variance, block), clean.latents());
                      var method = row.recovery(updates, OURS);
                      return noisy.recover(generator, method, block, desk.progress());
                    }
                  }));
        }
      }
    }
    return jobs;
  }

  /** White noise of {@code variance} on [−1, 1], which pixels are then clipped to. */
  private static Images noisy(Images images, double variance, Block block) {
    var rng = Rng.of(block.seed()).purpose("noise");
    // Pixels in [0, 1] are half as far apart.
    double deviation = Math.sqrt(variance) / 2;
    float[] noise =
        Scope.call(
            () -> rng.normal(images.shape(), Rng.samples(block.from(), block.to())).toArray());
    float[] pixels = images.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.clamp(pixels[i] + deviation * noise[i], 0., 1.);
    }
    return new Images(images.shape(), pixels, images.labels());
  }

  @Override
  public Page page(Plan plan, Results results) {
    var columns = new ArrayList<Column>();
    columns.add(Column.numbers("variance of the noise", Numerals.significant(1)));
    for (var row : Row.values()) {
      columns.add(Column.numbers(row.label(), Numerals.significant(3)));
    }
    var rows = new ArrayList<List<Cell>>();
    for (double variance : variances) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(variance));
      for (var row : Row.values()) {
        cells.add(Spreads.of(grid(plan).means(results, row(row, variance), "error")));
      }
      rows.add(cells);
    }
    var table =
        new Table(
            "Mean latent error",
            "Mean of ‖z − z′‖²/d over targets and seeds. Two draws of U(−1, 1) are .667 apart.",
            columns,
            rows);
    var claims = Arrays.stream(Row.values()).map(row -> claim(plan, results, row)).toList();
    return new Page(
        "Here %s with %s; the values of the paper's curves are not published."
            .formatted(effort(plan), Lipton.model(plan)),
        List.of(chart(plan, results), table, Claim.section(claims)));
  }

  private Chart chart(Plan plan, Results results) {
    double[] x = variances.stream().mapToDouble(v -> v).toArray();
    var series =
        Arrays.stream(Row.values())
            .<Series>map(row -> {
              double[] y =
                  variances.stream()
                      .mapToDouble(v -> grid(plan).mean(results, row(row, v), "error"))
                      .toArray();
              return new Series.Line(row.label(), x, y);
            })
            .toList();
    return new Chart(
        "Latent error by noise",
        "Both axes logarithmic: in proportion is a slope of 1.",
        Axis.log("variance of the noise on pixels in [−1, 1]"),
        Axis.log("mean ‖z − z′‖²/d"),
        series);
  }

  /** The slope between the two ends of the curve, on logarithmic axes. */
  private Claim claim(Plan plan, Results results, Row row) {
    double first = variances.getFirst();
    double last = variances.getLast();
    double low = grid(plan).mean(results, row(row, first), "error");
    double high = grid(plan).mean(results, row(row, last), "error");
    double slope = Math.log(high / low) / Math.log(last / first);
    return new Claim(
        "The error grows about in proportion to the variance, " + row.label(),
        Math.abs(slope - 1) < .2,
        "as variance to the power of %.2f, from %.3g at %s to %.3g at %s"
            .formatted(slope, low, first, high, last),
        slope);
  }
}

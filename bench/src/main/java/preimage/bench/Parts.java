package preimage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import preimage.Catalogs;
import preimage.latent.Sampling;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Numerals;
import preimage.report.Table;
import preimage.work.Atomically;

/**
 * What recovery comes to when parts of it are exchanged.
 *
 * @param targets images of latents drawn from the prior
 */
record Parts(int targets) {
  private static final String MODEL = "fashion-dcgan";
  private static final long SEED = 404;

  /** From the plainest to the default, and the default without one of its parts. */
  private static final List<String> METHODS =
      List.of(
          "recovery(start=prior, solver=gradient-descent(steps=1000), restarts=1)",
          "recovery(start=prior, solver=gradient-descent(steps=1000), restarts=1, clip=stochastic)",
          "recovery(start=prior, solver=momentum(steps=1000), restarts=1)",
          "recovery(start=prior, solver=adam(rate=0.1, steps=1000, schedule=cosine), restarts=1)",
          "recovery(start=prior, solver=l-bfgs(steps=500), restarts=1)",
          "recovery(start=prior, solver=lm-cg, restarts=1)",
          "recovery(start=prior, solver=lm(reuse=0), restarts=1)",
          "recovery(start=prior, solver=lm, restarts=1)",
          "recovery(start=ridge, solver=lm, restarts=1)",
          "recovery(start=ridge, solver=eased, restarts=1)",
          "recovery(restarts=1)",
          "recovery(start=ridge)",
          "recovery(solver=lm)",
          "recovery(solver=lm(jacobians=12))",
          "recovery(refine=false)",
          "recovery");

  void write(Path out) {
    var rows = METHODS.stream().map(this::row).toList();
    var page = new ArrayList<String>();
    page.add("# The parts of recovery");
    page.add("");
    page.add(
        "%,d images of latents drawn from the prior of %s, recovered by each method. An error is"
                .formatted(targets, MODEL)
            + " ‖z − z′‖²/d; the cost is in forward-equivalents a target, starts and restarts included.");
    page.add("");
    page.add(MarkdownRenderer.render(table(rows)));
    page.add(Machine.here().markdown("bench/run parts --targets " + targets));
    Atomically.write(out, String.join("\n", page));
  }

  private static Table table(List<List<Cell>> rows) {
    return new Table(
        "",
        List.of(
            Column.words("method"),
            Column.numbers("error < 1e-4", Numerals.whole()),
            Column.numbers("error < 1e-10", Numerals.whole()),
            Column.numbers("median loss", Numerals.significant(2)),
            Column.numbers("mean cost", Numerals.whole()),
            Column.numbers("median cost", Numerals.whole())),
        rows);
  }

  private List<Cell> row(String method) {
    System.err.println(method);
    try (var generator = Models.generator(MODEL)) {
      var truth = Sampling.latents(generator, targets, SEED);
      var images = Sampling.images(generator, truth, new int[0]);
      var found = Catalogs.RECOVERIES.parse(method).recover(generator, images, SEED);
      var errors = new double[targets];
      Arrays.setAll(errors, i -> Certificates.error(found.z()[i], truth[i]));
      var costs = Arrays.stream(found.costs()).asDoubleStream().toArray();
      return List.of(
          Cell.of(method),
          Cell.of(below(errors, 1e-4)),
          Cell.of(below(errors, 1e-10)),
          Cell.of(median(found.loss())),
          Cell.of(Arrays.stream(costs).average().orElseThrow()),
          Cell.of(median(costs)));
    }
  }

  private static double below(double[] values, double most) {
    return (double) Arrays.stream(values).filter(value -> value < most).count();
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}

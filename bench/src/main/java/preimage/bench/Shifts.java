package preimage.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import preimage.latent.Certificate;
import preimage.latent.Certification;
import preimage.latent.Sampling;
import preimage.latent.Targets;
import preimage.latent.Verdict;
import preimage.net.Generator;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Table;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/** True latents moved along the direction that their images show least. */
record Shifts(Generator generator, float[][] truth) {
  private static final List<Double> ERRORS =
      List.of(1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 9e-7, 1.1e-6, 1e-5, 1e-4);
  private static final int CHUNK = 64;

  /** Inverse iterations: each divides what is left of other directions by their σ² / σ_min². */
  private static final int ITERATIONS = 8;

  /** What became of the latents moved to one error. */
  record Row(double error, List<Certificate> certificates) {
    double count(Verdict verdict) {
      return certificates.stream().filter(c -> c.verdict() == verdict).count();
    }

    boolean sound() {
      return error <= Certificate.TOLERANCE || count(Verdict.RECOVERED) == 0;
    }
  }

  List<Row> measure() {
    var images = Targets.of(Sampling.images(generator, truth, new int[0]));
    var directions = new float[truth.length][];
    for (int from = 0; from < truth.length; from += CHUNK) {
      fill(directions, from, Math.min(truth.length, from + CHUNK));
    }
    var rows = new ArrayList<Row>();
    for (double error : ERRORS) {
      double length = Math.sqrt(error * truth[0].length);
      var moved = new float[truth.length][];
      Arrays.setAll(moved, i -> moved(truth[i], directions[i], length));
      var silent = Progress.silent();
      rows.add(new Row(error, Certification.certify(generator, images, moved, silent)));
    }
    return rows;
  }

  private static float[] moved(float[] z, float[] direction, double length) {
    var to = new float[z.length];
    for (int j = 0; j < z.length; j++) {
      to[j] = (float) (z[j] + length * direction[j]);
    }
    return to;
  }

  private void fill(float[][] directions, int from, int to) {
    int n = to - from;
    int d = truth[0].length;
    Scope.run(() -> {
      Tensor z = preimage.bench.Targets.rows(truth, from, n);
      Tensor jacobian =
          Derivatives.jacobian(x -> generator.apply(x).flatten(), z).derivative().to(Dtype.FLOAT64);
      Tensor factor = jacobian.transpose(1, 2).matmul(jacobian).cholesky();
      Tensor direction = z.to(Dtype.FLOAT64).reshape(n, d, 1);
      for (int i = 0; i < ITERATIONS; i++) {
        Tensor next = direction.choleskySolve(factor);
        direction = next.div(next.square().sum(1).sqrt().reshape(n, 1, 1));
      }
      float[] all = direction.toArray();
      IntStream.range(0, n)
          .forEach(i -> directions[from + i] = Arrays.copyOfRange(all, i * d, (i + 1) * d));
    });
  }

  static Table table(List<Row> rows) {
    return new Table(
        "",
        List.of(
            Column.numbers("error", Numerals.significant(2)),
            Column.numbers("recovered", Numerals.whole()),
            Column.numbers("not-identifiable", Numerals.whole()),
            Column.numbers("failed", Numerals.whole())),
        rows.stream()
            .map(row ->
                List.of(
                    Cell.of(row.error),
                    Cell.of(row.count(Verdict.RECOVERED)),
                    Cell.of(row.count(Verdict.NOT_IDENTIFIABLE)),
                    Cell.of(row.count(Verdict.FAILED))))
            .toList());
  }
}

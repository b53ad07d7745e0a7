package preimage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import preimage.Catalogs;
import preimage.metric.FeatureMetric;
import preimage.metric.Features;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Numerals;
import preimage.report.Table;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * The most memory that was resident while metrics looked at features that are computed whenever
 * they are read, as those in files are.
 *
 * @param metrics as {@code --metrics} has them, in order of need: what was reached stays
 */
record MetricsMemory(List<String> metrics, int rows, int columns) {
  void write(Page page) {
    var real = features(1);
    var fake = features(2);
    var table = new ArrayList<List<Cell>>();
    for (var text : metrics) {
      if (!(Catalogs.METRICS.parse(text) instanceof FeatureMetric metric)) {
        throw new Misuse(text + " is no metric of features");
      }
      metric.measure(real, fake, Rng.of(0));
      table.add(List.of(Cell.of(text), Cell.of(Memory.mebibytes("VmHWM:"))));
    }
    var columnsOf =
        List.of(Column.words("metric"), Column.numbers("peak so far (MiB)", Numerals.whole()));
    page.put(
        "Memory",
        """
        Twice %,d features of %,d numbers, computed as they are read, as those in files are: the peak of the whole process's \
        resident memory, one metric after the other. As arrays of floats they would take %d MiB. The goal was 2,048 MiB.

        %s
        %s\
        """
            .formatted(
                rows,
                columns,
                (2L * rows * columns * Float.BYTES) >> 20,
                MarkdownRenderer.render(new Table("", columnsOf, table)),
                Machine.here()
                    .markdown("bench/run metrics-memory --metrics " + String.join(",", metrics))));
  }

  /** Rectified numbers whose row i is the same whenever it is read. */
  private Features features(long seed) {
    return new Features(
        rows,
        columns,
        (from, to, into) -> {
          for (int i = from; i < to; i++) {
            var random = new SplittableRandom(seed * rows + i);
            double shift = random.nextDouble();
            for (int j = 0; j < columns; j++) {
              into[(i - from) * columns + j] =
                  Math.max(0, (float) (random.nextDouble() - .5 + shift * (j % 7) / 7));
            }
          }
        });
  }
}

package preimage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.spec.Misuse;
import preimage.work.Atomically;

/** The resident memory of GAN training, minute by minute. */
record Memory(int minutes, Path data) {
  private static final Path STATUS = Path.of("/proc/self/status");

  Memory {
    if (minutes < 3) {
      throw new Misuse("minutes must be at least 3, to compare the last with the second");
    }
  }

  void write(Path out) {
    var resident = new ArrayList<Double>();
    long steps = 0;
    try (var training = new Training(data)) {
      long start = System.nanoTime();
      for (int minute = 1; minute <= minutes; minute++) {
        while (System.nanoTime() - start < Duration.ofMinutes(minute).toNanos()) {
          training.step();
          steps++;
        }
        resident.add(mebibytes());
        System.err.printf("minute %d: %.1f MiB%n", minute, resident.getLast());
      }
    }
    var rows = new ArrayList<List<Cell>>();
    for (int minute = 1; minute <= minutes; minute++) {
      rows.add(List.of(Cell.of(String.valueOf(minute)), Cell.of(resident.get(minute - 1))));
    }
    double growth = 100 * (resident.getLast() / resident.get(1) - 1);
    var columns = List.of(Column.words("minute"), Column.numbers("resident (MiB)"));
    Atomically.write(
        out,
        String.join(
            "\n",
            "# Resident memory of GAN training",
            "",
            "DCGAN on Fashion-MNIST, batch 64, %d steps: from minute 2 to minute %d %+.2f %%."
                .formatted(steps, minutes, growth),
            "",
            MarkdownRenderer.render(new Table("", columns, rows)),
            Machine.here().markdown("bench/run memory --minutes " + minutes)));
  }

  /** What is resident now. */
  static double mebibytes() {
    return mebibytes("VmRSS:");
  }

  /** What a line of Linux's status says: {@code VmHWM:} is the most that ever was resident. */
  static double mebibytes(String name) {
    try (var lines = Files.lines(STATUS)) {
      return lines
              .filter(line -> line.startsWith(name))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow(
                  () -> new Misuse("the resident memory is read from " + STATUS + " of Linux"))
          / 1024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

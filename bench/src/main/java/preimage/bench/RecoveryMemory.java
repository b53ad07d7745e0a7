package preimage.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import preimage.Catalogs;
import preimage.data.Datasets;
import preimage.latent.Sampling;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Numerals;
import preimage.report.Table;
import preimage.run.RecoveryFolder;
import preimage.run.RecoveryRecipe;
import preimage.run.RecoveryRun;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Progress;

/**
 * The resident memory of recoveries by the default method, minute by minute, whose targets come
 * from a file larger than the heap and whose results go to one; until the minutes are over, each
 * time anew.
 */
record RecoveryMemory(int minutes) {
  private static final String MODEL = "fashion-dcgan";
  private static final String METHOD = "recovery";
  private static final int TARGETS = 64_000;
  private static final int BLOCK = 256;

  RecoveryMemory {
    if (minutes < 3) {
      throw new Misuse("minutes must be at least 3, to compare the last with the second");
    }
  }

  void write(Path out) {
    try {
      var folder = Files.createTempDirectory("recovery-memory");
      try (var generator = Models.generator(MODEL)) {
        var targets = folder.resolve("x.npy");
        generate(generator, targets);
        long heap = Runtime.getRuntime().maxMemory();
        if (Files.size(targets) <= heap) {
          throw new Misuse("the targets fit into the heap; start with a smaller -Xmx");
        }
        var watch = new Minutes(minutes, System.nanoTime(), new ArrayList<>(), new long[1]);
        for (int run = 0; watch.readings.size() < minutes; run++) {
          try {
            var progress = watch.until(() -> watch.readings.size() == minutes);
            recover(generator, targets, folder.resolve("run-" + run), progress);
          } catch (CancellationException _) {
            System.err.println("the minutes are over");
          }
          remove(folder.resolve("run-" + run));
          watch.before[0] += TARGETS;
        }
        Atomically.write(out, page(watch.readings, heap, Files.size(targets)));
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void recover(Generator generator, Path targets, Path folder, Progress progress) {
    var recipe =
        new RecoveryRecipe(
            Catalogs.RECOVERIES.parse(METHOD),
            MODEL,
            Datasets.open(targets.toString()),
            Optional.empty(),
            Optional.empty(),
            1);
    new RecoveryRun(recipe, new RecoveryFolder(folder), false).run(generator, progress);
  }

  /** The array is written block by block, since it does not fit into memory. */
  private static void generate(Generator generator, Path file) throws IOException {
    var header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, 1, 28, 28), }".formatted(TARGETS);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
      out.write(
          (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.UTF_8));
      for (int from = 0; from < TARGETS; from += BLOCK) {
        var z = Sampling.latents(generator, BLOCK, from);
        float[] pixels = Sampling.images(generator, z, new int[0]).pixels();
        var bytes = ByteBuffer.allocate(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(pixels);
        out.write(bytes.array());
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private String page(List<Reading> readings, long heap, long file) {
    var rows = new ArrayList<List<Cell>>();
    for (int minute = 1; minute <= minutes; minute++) {
      var reading = readings.get(minute - 1);
      rows.add(
          List.of(
              Cell.of(String.valueOf(minute)),
              Cell.of((double) reading.targets),
              Cell.of(reading.mebibytes)));
    }
    double growth = 100 * (readings.getLast().mebibytes / readings.get(1).mebibytes - 1);
    var columns =
        List.of(
            Column.words("minute"),
            Column.numbers("targets so far", Numerals.whole()),
            Column.numbers("resident (MiB)", Numerals.decimals(1)));
    return String.join(
        "\n",
        "# Resident memory of recovery",
        "",
        "`%s` of %,d targets at a time, from a file of %d MiB, with a heap of %d MiB: from minute 2"
                .formatted(METHOD, TARGETS, file >> 20, heap >> 20)
            + " to minute %d %+.2f %%.".formatted(minutes, growth),
        "",
        MarkdownRenderer.render(new Table("", columns, rows)),
        Machine.here().markdown("bench/run recovery-memory --minutes " + minutes));
  }

  private record Reading(long targets, double mebibytes) {}

  /** Reads the resident memory whenever a minute is over. */
  private record Minutes(int most, long start, List<Reading> readings, long[] before)
      implements Progress, Progress.Task {
    @Override
    public Task start(String what, String unit, OptionalLong total) {
      return this;
    }

    @Override
    public void say(String sentence) {
      System.err.println(sentence);
    }

    @Override
    public void at(long done, String note) {
      long next = TimeUnit.MINUTES.toNanos(readings.size() + 1L);
      if (readings.size() < most && System.nanoTime() - start >= next) {
        readings.add(new Reading(before[0] + done, Memory.mebibytes()));
        System.err.printf(
            "minute %d: %,d targets, %.1f MiB%n",
            readings.size(), readings.getLast().targets, readings.getLast().mebibytes);
      }
    }

    @Override
    public void close() {}
  }
}

package preimage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.tensor.Device;
import preimage.work.Failure;

/**
 * Latent recovery by one thread and by two at once, each with one OpenMP thread, in turns.
 *
 * @param batch images that each thread recovers at a time
 * @param steps of Adam, each
 */
record TwoThreads(int rounds, int batch, int steps) {
  void write(Page page) {
    var one = new ArrayList<Double>();
    var two = new ArrayList<Double>();
    try (var generator = Models.generator(Targets.MODEL)) {
      var targets = Targets.draw(generator, 2 * batch, 1);
      generator.compiled(fast -> {
        seconds(fast, targets, 2);
        for (int round = 0; round < rounds; round++) {
          one.add(seconds(fast, targets, 1));
          two.add(seconds(fast, targets, 2));
        }
      });
    }
    double single = batch / new Alternation.Turns(one).median();
    double both = 2 * batch / new Alternation.Turns(two).median();
    var columns =
        List.of(
            Column.words("threads"),
            Column.numbers("images a second"),
            Column.numbers("over one thread"));
    var rows =
        List.of(
            List.of(Cell.of("1"), Cell.of(single), Cell.of(1.0)),
            List.of(Cell.of("2"), Cell.of(both), Cell.of(both / single)));
    var text =
        """
        The built-in generator, compiled once and shared by Java threads of one OpenMP thread each; each recovers batches \
        of %d by %d steps of Adam. Medians of %d turns.
        """
            .formatted(batch, steps, rounds);
    var machine =
        Machine.here()
            .markdown(
                "bench/run speed --only threads --rounds %d --steps %d".formatted(rounds, steps));
    var table = MarkdownRenderer.render(new Table("", columns, rows));
    page.put("Recovery by several threads", String.join("\n", text, table, machine));
  }

  private double seconds(Generator generator, Targets targets, int threads) {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var work = new ArrayList<Future<?>>();
      long start = System.nanoTime();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * batch;
        work.add(pool.submit(() -> recover(generator, targets, first)));
      }
      for (var part : work) {
        part.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } catch (ExecutionException e) {
      throw new Failure("recovery failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while recovering", e);
    }
  }

  private void recover(Generator generator, Targets targets, int first) {
    // OpenMP keeps this number by thread.
    Device.limitThreads(1);
    targets.search(generator, first, batch, steps);
  }
}

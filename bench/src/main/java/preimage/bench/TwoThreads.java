package preimage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import preimage.net.Backbone;
import preimage.net.Initialisation;
import preimage.net.LatentPrior;
import preimage.net.Network;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.search.Adam;
import preimage.search.Draws;
import preimage.search.Problem;
import preimage.search.Projection;
import preimage.search.Residual;
import preimage.search.Schedule;
import preimage.tensor.Device;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.work.Failure;

/**
 * Latent recovery by one thread and by two at once, each with one OpenMP thread, in turns.
 *
 * @param batch images that each thread recovers at a time
 * @param steps of Adam, each
 */
record TwoThreads(int rounds, int batch, int steps) {
  private static final Rng RNG = Rng.of(0);

  /** A section of Markdown. */
  String measure() {
    var prior = new LatentPrior.Uniform(100);
    var architecture = new Backbone.Dcgan().generator(Shape.of(100), Shape.of(1, 28, 28));
    var one = new ArrayList<Double>();
    var two = new ArrayList<Double>();
    try (var generator = Network.initialise(architecture, new Initialisation.Normal(), RNG)) {
      seconds(generator, prior, 2);
      for (int round = 0; round < rounds; round++) {
        one.add(seconds(generator, prior, 1));
        two.add(seconds(generator, prior, 2));
      }
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
    return """
    ## Recovery by several threads

    A DCGAN generator of the same size shared by Java threads of one OpenMP thread each; each recovers batches of %d by \
    %d steps of Adam. Medians of %d turns.

    %s\
    """
        .formatted(batch, steps, rounds, MarkdownRenderer.render(new Table("", columns, rows)));
  }

  private double seconds(Network generator, LatentPrior prior, int threads) {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var work = new ArrayList<Future<?>>();
      long start = System.nanoTime();
      for (int thread = 0; thread < threads; thread++) {
        long first = (long) thread * batch;
        work.add(pool.submit(() -> recover(generator, prior, first)));
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

  private void recover(Network generator, LatentPrior prior, long first) {
    // OpenMP keeps this number by thread.
    Device.limitThreads(1);
    long[] samples = Rng.samples(first, first + batch);
    Scope.run(() -> {
      Tensor truth = prior.draw(RNG.purpose("truth"), samples);
      Tensor target = Scope.withoutGradient(() -> generator.apply(truth).flatten());
      var match = Residual.match(z -> generator.apply(z).flatten(), target);
      var problem = new Problem(match, Projection.box(-1, 1), new Draws(RNG, samples));
      new Adam(0.1, steps, new Schedule.Constant())
          .solve(problem, prior.draw(RNG.purpose("start"), samples));
    });
  }
}

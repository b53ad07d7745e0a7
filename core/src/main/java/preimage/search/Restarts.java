package preimage.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * Several starts a sample, of which the one that ends lowest counts.
 *
 * @param count starts a sample, at least 1
 * @param enough an objective with which a sample needs no further start, so that they are made one
 *     after the other; 0: always all of them, as many at a time as make up a batch
 */
public record Restarts(int count, double enough) {
  /** The most rows of a batch of several starts. */
  private static final int ROWS = 256;

  public Restarts {
    if (count < 1) {
      throw new Misuse("restarts must be at least 1 but were " + count);
    }
    if (!(enough >= 0)) {
      throw new Misuse("enough must not be negative but was " + enough);
    }
  }

  /** Always all starts. */
  public Restarts(int count) {
    this(count, 0);
  }

  /**
   * What became of all starts.
   *
   * @param found the best end of each sample
   * @param winner which start that came from, counted from 0
   * @param attempts every start, in order
   */
  public record Ends(Found found, int[] winner, List<Attempt> attempts) implements Bundle {
    public Ends {
      attempts = List.copyOf(attempts);
    }

    @Override
    public Stream<Tensor> tensors() {
      var ended = attempts.stream().flatMap(attempt -> attempt.found.tensors());
      return Stream.concat(found.tensors(), ended);
    }
  }

  /** One start of the samples at {@code rows} of the batch, and where it ended. */
  public record Attempt(int[] rows, Found found) {}

  /** Searches with {@code solver}; each start of a sample has random numbers of its own. */
  public Ends solve(Solver solver, Problem problem, Starts starts) {
    return Scope.call(() -> {
      var best = new Best(problem.count());
      boolean coupled = problem.objective().coupled();
      boolean choosy = enough > 0 && !coupled;
      for (int start = 0; start < count; start = best.attempts.size()) {
        int[] open = choosy ? best.above(enough) : best.above(Double.NEGATIVE_INFINITY);
        if (open.length == 0) {
          break;
        }
        int fitting = choosy || coupled ? 1 : Math.max(1, ROWS / open.length);
        int times = Math.min(fitting, count - start);
        attempts(solver, problem, starts, open, start, times).forEach(best::consider);
      }
      return best.ends(problem.meter().spent());
    });
  }

  /** {@code times} starts of the samples at {@code rows}, in one batch. */
  private static List<Attempt> attempts(
      Solver solver, Problem problem, Starts starts, int[] rows, int first, int times) {
    int n = rows.length;
    var found =
        Scope.call(() -> {
          int[] repeated = IntStream.range(0, n * times).map(i -> rows[i % n]).toArray();
          var points = new ArrayList<Tensor>();
          var samples = LongStream.builder();
          for (int start = first; start < first + times; start++) {
            var draws = problem.draws().rows(rows).restart(start);
            points.add(starts.at(start, rows, draws.purpose("start")));
            Arrays.stream(draws.samples()).forEach(samples);
          }
          var numbered = problem.rows(repeated).numbered(samples.build().toArray());
          return solver.solve(numbered, Tensor.cat(points, 0));
        });
    return IntStream.range(0, times)
        .mapToObj(t -> new Attempt(rows, found.rows(IntStream.range(t * n, t * n + n).toArray())))
        .toList();
  }

  /** The lowest end of each sample so far. */
  private static final class Best {
    final List<Attempt> attempts = new ArrayList<>();
    private final double[] lowest;
    private final int[] winner;
    private final int[] place;

    Best(int samples) {
      lowest = new double[samples];
      winner = new int[samples];
      place = new int[samples];
      Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    }

    int[] above(double enough) {
      return IntStream.range(0, lowest.length).filter(i -> lowest[i] > enough).toArray();
    }

    void consider(Attempt attempt) {
      double[] values = attempt.found.value().toDoubles();
      for (int i = 0; i < values.length; i++) {
        int sample = attempt.rows[i];
        if (attempts.isEmpty() || values[i] < lowest[sample]) {
          lowest[sample] = values[i];
          winner[sample] = attempts.size();
          place[sample] = i;
        }
      }
      attempts.add(attempt);
    }

    Ends ends(long[] costs) {
      var sizes = attempts.stream().mapToInt(attempt -> attempt.rows.length).toArray();
      Arrays.parallelPrefix(sizes, Integer::sum);
      var ends = attempts.stream().map(Attempt::found).toList();
      var courses = ends.stream().flatMap(found -> found.courses().stream()).toList();
      int[] rows =
          IntStream.range(0, winner.length)
              .map(i -> (winner[i] == 0 ? 0 : sizes[winner[i] - 1]) + place[i])
              .toArray();
      var all =
          new Found(
              Tensor.cat(ends.stream().map(Found::point).toList(), 0),
              Tensor.cat(ends.stream().map(Found::value).toList(), 0),
              courses);
      return new Ends(all.rows(rows).costing(costs), winner, attempts);
    }
  }
}

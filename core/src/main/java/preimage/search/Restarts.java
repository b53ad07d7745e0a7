package preimage.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
 * @param race which of them are worth the solver
 */
public record Restarts(int count, double enough, Race race) {
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

  /** Without a race. */
  public Restarts(int count, double enough) {
    this(count, enough, new Race.None());
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

    /**
     * The objective at each end (n, {@code starts}), NaN of starts that were not made.
     *
     * @param starts how many there may have been of a sample
     */
    public double[][] values(int starts) {
      var values = new double[winner.length][starts];
      for (var row : values) {
        Arrays.fill(row, Double.NaN);
      }
      for (int start = 0; start < attempts.size(); start++) {
        var attempt = attempts.get(start);
        double[] ended = attempt.found.value().toDoubles();
        for (int i = 0; i < ended.length; i++) {
          values[attempt.rows[i]][start] = ended[i];
        }
      }
      return values;
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
    return solve(solver, problem, starts, 1);
  }

  /**
   * The same of samples that each have several variants, such as the classes that they may be of:
   * start s is start s / variants, counted from 0, in variant s % variants.
   *
   * @param problem first all samples in the first variant, then all in the next, and so on
   */
  public Ends solve(Solver solver, Problem problem, Starts starts, int variants) {
    return Scope.call(() -> {
      var field = new Field(problem, starts, variants);
      var queues = queues(field, Math.multiplyExact(count, variants));
      int all = queues[0].length;
      boolean atOnce = !(enough > 0) || field.coupled();
      int half = Math.ceilDiv(all, 2);
      if (atOnce) {
        field.run(solver, field.pairs(queues), "solver");
      } else {
        inTurns(field, solver, queues, 0, half);
      }
      var last = solver.last(problem);
      last.ifPresent(other -> field.run(other, field.best(enough), "last"));
      if (!atOnce) {
        inTurns(field, last.orElse(solver), queues, half, all);
      }
      return field.ends();
    });
  }

  /** Gives a solver some starts of each sample, one after the other until one is good enough. */
  private void inTurns(Field field, Solver solver, int[][] queues, int first, int end) {
    for (int turn = first; turn < end; turn++) {
      int from = turn;
      double[] lowest = field.lowest();
      var next = new int[queues.length][];
      Arrays.setAll(
          next,
          i -> {
            boolean open = from == 0 || lowest[i] > enough;
            return Arrays.copyOfRange(queues[i], from, open ? from + 1 : from);
          });
      field.follow(solver, field.pairs(next), "solver");
    }
  }

  /** The starts of each sample that are worth the solver, the best first. */
  private int[][] queues(Field field, int all) {
    var queues = new int[field.samples()][];
    Arrays.setAll(queues, i -> IntStream.range(0, all).toArray());
    if (race instanceof Race.Halving(Solver heat, int keep)) {
      if (field.coupled()) {
        throw new Misuse("a race compares independent samples; these depend on each other");
      }
      int left = all;
      for (int round = 0; left > keep; round++) {
        field.run(heat, field.pairs(queues), "heat " + round);
        left = Math.max(keep, (left + 1) / 2);
        int most = left;
        Arrays.setAll(queues, i -> Arrays.copyOf(field.ranked(i, queues[i]), most));
      }
    }
    return queues;
  }
}

package preimage.search;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One sample's objective along its search, thinned to at most {@value #LIMIT} moments.
 *
 * @param step the steps taken by then, ascending
 * @param cost forward-equivalents spent on the sample by then, ascending
 * @param value the objective there
 * @param error mean squared error of the point there, if the one that is sought is known; else
 *     empty
 */
public record Trace(long[] step, long[] cost, double[] value, double[] error) {
  /** The most moments that a trace holds. */
  public static final int LIMIT = 128;

  public Trace {
    int n = value.length;
    if (step.length != n || cost.length != n || (error.length != 0 && error.length != n)) {
      throw new IllegalArgumentException(
          "%d steps, %d costs, %d errors of %d values"
              .formatted(step.length, cost.length, error.length, n));
    }
  }

  public int count() {
    return cost.length;
  }

  /** This, then {@code next}. */
  Trace then(Trace next) {
    long before = count() == 0 ? 0 : step[count() - 1];
    return new Trace(
            LongStream.concat(Arrays.stream(step), Arrays.stream(next.step).map(s -> before + s))
                .toArray(),
            LongStream.concat(Arrays.stream(cost), Arrays.stream(next.cost)).toArray(),
            DoubleStream.concat(Arrays.stream(value), Arrays.stream(next.value)).toArray(),
            DoubleStream.concat(Arrays.stream(error), Arrays.stream(next.error)).toArray())
        .thinned();
  }

  /** Evenly spaced moments, the first and the last among them. */
  private Trace thinned() {
    if (count() <= LIMIT) {
      return this;
    }
    int[] kept =
        IntStream.range(0, LIMIT).map(i -> i * (count() - 1) / (LIMIT - 1)).distinct().toArray();
    return new Trace(
        IntStream.of(kept).mapToLong(i -> step[i]).toArray(),
        IntStream.of(kept).mapToLong(i -> cost[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> value[i]).toArray(),
        error.length == 0 ? error : IntStream.of(kept).mapToDouble(i -> error[i]).toArray());
  }
}

package preimage.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts what a search costs each sample, as executed, in forward-equivalents: an evaluation of the
 * network 1, a backward pass to its input 1, a tangent pushed through it 1.
 */
public final class Meter {
  private final long[] spent;
  private final int[] rows;

  private Meter(long[] spent, int[] rows) {
    this.spent = spent;
    this.rows = rows;
  }

  /** A meter of {@code n} samples at zero. */
  public static Meter of(int n) {
    return new Meter(new long[n], IntStream.range(0, n).toArray());
  }

  /** The same meter as a batch sees it that holds the samples at {@code index}. */
  public Meter rows(int[] index) {
    return new Meter(spent, Arrays.stream(index).map(i -> rows[i]).toArray());
  }

  /** Charges every sample of the batch. */
  public void charge(long passes) {
    for (int row : rows) {
      spent[row] += passes;
    }
  }

  /** What each sample of the batch has cost so far. */
  public long[] spent() {
    return Arrays.stream(rows).mapToLong(row -> spent[row]).toArray();
  }
}

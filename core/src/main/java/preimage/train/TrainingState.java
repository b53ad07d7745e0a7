package preimage.train;

import java.util.Map;
import java.util.SequencedMap;
import preimage.io.NdArray;

/** All that a training remembers between two steps. */
public interface TrainingState extends AutoCloseable {
  /** The number of steps taken. */
  long step();

  /** Whether nothing that it remembers is infinite or NaN. */
  boolean finite();

  /** Everything but the number of steps, by name. */
  SequencedMap<String, NdArray> arrays();

  /**
   * Continues from what {@link #arrays} gave after {@code steps}.
   *
   * @throws preimage.spec.Misuse if an array is missing or has another shape
   */
  void restore(Map<String, NdArray> arrays, long steps);

  @Override
  void close();
}

package preimage.metric;

import java.util.List;
import preimage.tensor.Rng;

/** A number, or some, that say how far generated samples are from real ones. */
public interface Metric {
  /** What a metric reads of a sample. */
  enum Reads {
    FEATURES,
    /** Those of the classes that a classifier knows, which sum to 1. */
    PROBABILITIES
  }

  /** A named number that it gives. */
  record Value(String name, double value) {}

  /** What it reads; features unless it says otherwise. */
  default Reads reads() {
    return Reads.FEATURES;
  }

  /** The least number of samples of each set that it makes sense for. */
  int least();

  /**
   * The values, in order. {@link Measurement} has seen to it that both sets have one width and
   * {@link #least} rows, and that their numbers are finite and not all the same.
   *
   * @param rng all its randomness
   */
  List<Value> measure(Features real, Features fake, Rng rng);
}

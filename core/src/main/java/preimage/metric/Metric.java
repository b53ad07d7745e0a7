package preimage.metric;

import java.util.List;
import java.util.Optional;
import preimage.tensor.Rng;

/** A number, or some, that say how good generated samples are, mostly beside real ones. */
public interface Metric {
  /** A named number that it gives. */
  record Value(String name, double value) {}

  /**
   * What it needs and these samples do not have, in words that go on after "needs"; nothing if it
   * can measure them.
   */
  Optional<String> lacks(Sample real, Sample fake);

  /**
   * The values, in order. {@link Measurement} has seen to it that it lacks nothing, that both
   * samples were seen by the same extractor, and that their features are of one width, finite and
   * not all the same.
   *
   * @param rng all its randomness
   */
  List<Value> measure(Sample real, Sample fake, Rng rng);
}

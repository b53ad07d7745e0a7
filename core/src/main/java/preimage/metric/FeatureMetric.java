package preimage.metric;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import preimage.tensor.Rng;

/** A metric of features alone. */
public interface FeatureMetric extends Metric {
  /** The least number of samples of each set that it makes sense for. */
  int least();

  /** As {@link Metric#measure} of samples with these features. */
  List<Value> measure(Features real, Features fake, Rng rng);

  @Override
  default Optional<String> lacks(Sample real, Sample fake) {
    return Stream.of(real, fake)
        .filter(sample -> sample.features().count() < least())
        .map(sample ->
            "at least %,d samples of each set but %s holds %,d"
                .formatted(least(), sample.name(), sample.features().count()))
        .findFirst();
  }

  @Override
  default List<Value> measure(Sample real, Sample fake, Rng rng) {
    return measure(real.features(), fake.features(), rng);
  }
}

package preimage.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import preimage.tensor.Rng;

/**
 * How different the samples of a pair look to the extractor's inner layers, the mean and deviation
 * over pairs of generated samples: LPIPS without learned weights. Great where samples are diverse;
 * real samples do not enter.
 *
 * @see Pairs#perceived
 */
public record Perceptual() implements Metric {
  @Override
  public Optional<String> lacks(Sample real, Sample fake) {
    var perceived = fake.pairs().flatMap(Pairs::perceived);
    if (perceived.isEmpty()) {
      return Optional.of(
          "what inner layers see: give images, and squeezenet or a classifier with convolutions as"
              + " extractor");
    }
    return perceived.get().length > 0
        ? Optional.empty()
        : Optional.of("at least one pair of samples but %s holds none".formatted(fake.name()));
  }

  @Override
  public List<Value> measure(Sample real, Sample fake, Rng rng) {
    var apart = fake.pairs().flatMap(Pairs::perceived).orElseThrow();
    double mean = Arrays.stream(apart).average().orElseThrow();
    double variance = Arrays.stream(apart).map(d -> (d - mean) * (d - mean)).average().orElse(0);
    return List.of(new Value("lpips", mean), new Value("lpips-deviation", Math.sqrt(variance)));
  }
}

package preimage.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * The ratio of images' to latents' distances in pairs of generated samples: the mean absolute
 * difference of pixels over that of latents, {@code pair-ratio} of the means over all pairs, {@code
 * pair-ratio-mean} the mean of the pairs' own ratios. Small where a generator maps different
 * latents to much the same image; real samples do not enter.
 *
 * @param range between black and white: 1 for pixels in [0, 1], 2 on the range of tanh
 * @see <a href="https://arxiv.org/abs/1903.05628">Mao et al., 2019</a>, equation 2; AdvLatGAN,
 *     2022, equation 8 and table 1
 */
public record PairRatio(double range) implements Metric {
  public PairRatio {
    if (!(range > 0)) {
      throw new Misuse("range must be positive but was " + range);
    }
  }

  public PairRatio() {
    this(1);
  }

  @Override
  public Optional<String> lacks(Sample real, Sample fake) {
    var latents = fake.pairs().flatMap(Pairs::latents);
    if (latents.isEmpty()) {
      return Optional.of(
          "latents in pairs, and "
              + fake.name()
              + " has none: give a generator, and pairs of latents where it is told images");
    }
    var apart = latents.get();
    if (apart.length == 0) {
      return Optional.of("at least one pair of samples but %s holds none".formatted(fake.name()));
    }
    return IntStream.range(0, apart.length)
        .filter(i -> apart[i] == 0)
        .mapToObj(i -> "pairs of different latents but those of pair " + i + " are the same")
        .findFirst();
  }

  @Override
  public List<Value> measure(Sample real, Sample fake, Rng rng) {
    var pairs = fake.pairs().orElseThrow();
    var latents = pairs.latents().orElseThrow();
    double each =
        IntStream.range(0, pairs.count())
            .mapToDouble(i -> pairs.pixels()[i] / latents[i])
            .average()
            .orElseThrow();
    return List.of(
        new Value("pair-ratio", range * sum(pairs.pixels()) / sum(latents)),
        new Value("pair-ratio-mean", range * each));
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}

package preimage.metric;

import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * IS: exp of the mean relative entropy of a sample's class probabilities to their mean, averaged
 * over splits, which are in the order of the samples; its deviation is theirs (of n). Between 1 and
 * the number of classes; real samples do not enter.
 *
 * @param splits 10 as published
 * @see <a href="https://arxiv.org/abs/1606.03498">Salimans et al., 2016</a>, section 4
 */
public record InceptionScore(int splits) implements Metric {
  public InceptionScore {
    if (splits < 1) {
      throw new Misuse("splits must be at least 1 but was " + splits);
    }
  }

  public InceptionScore() {
    this(10);
  }

  @Override
  public Optional<String> lacks(Sample real, Sample fake) {
    if (fake.probabilities().isEmpty()) {
      return Optional.of("class probabilities: give images, and a classifier as extractor");
    }
    int count = fake.features().count();
    return count >= splits
        ? Optional.empty()
        : Optional.of(
            "at least %,d samples but %s holds %,d".formatted(splits, fake.name(), count));
  }

  @Override
  public List<Value> measure(Sample real, Sample fake, Rng rng) {
    return measure(fake.probabilities().orElseThrow());
  }

  /** Of probabilities (n, classes). */
  public List<Value> measure(Features fake) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < splits; i++) {
      int from = (int) ((long) fake.count() * i / splits);
      int to = (int) ((long) fake.count() * (i + 1) / splits);
      double score = score(fake.rows(from, to), fake.dimension());
      mean += score / splits;
      square += score * score / splits;
    }
    double deviation = Math.sqrt(Math.max(0, square - mean * mean));
    return List.of(new Value("is", mean), new Value("is-deviation", deviation));
  }

  private static double score(double[] p, int classes) {
    int n = p.length / classes;
    var mean = new double[classes];
    for (int at = 0; at < p.length; at++) {
      mean[at % classes] += p[at] / n;
    }
    double sum = 0;
    for (int at = 0; at < p.length; at++) {
      if (p[at] > 0) {
        sum += p[at] * (Math.log(p[at]) - Math.log(mean[at % classes]));
      }
    }
    return Math.exp(sum / n);
  }
}

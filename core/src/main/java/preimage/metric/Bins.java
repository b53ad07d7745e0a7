package preimage.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * NDB and JSD: k-means bins of the real samples, the generated ones put to the nearest centre. NDB
 * is the number of bins whose shares differ by a two-proportion z-test; JSD the Jensen–Shannon
 * divergence of the shares in nats, between 0 and log 2.
 *
 * @param bins 100 as published
 * @param significance a bin differs if so great a difference is less likely than this
 * @param threshold if given, a bin differs if |z| is above it, instead
 * @param iterations of k-means, at most
 * @param thin above 1,000 columns, look at a sixth of them, drawn at random
 * @see <a href="https://arxiv.org/abs/1805.12462">Richardson and Weiss, 2018</a>
 */
public record Bins(
    int bins, double significance, Optional<Double> threshold, int iterations, boolean thin)
    implements FeatureMetric {
  private static final int MANY_COLUMNS = 1000;
  private static final int SHARE = 6;

  public Bins {
    if (bins < 2) {
      throw new Misuse("bins must be at least 2 but were " + bins);
    }
    if (!(significance > 0 && significance < 1)) {
      throw new Misuse("significance must lie in (0, 1) but was " + significance);
    }
    if (threshold.isPresent() && !(threshold.get() > 0)) {
      throw new Misuse("threshold must be positive but was " + threshold.get());
    }
    if (iterations < 1) {
      throw new Misuse("iterations must be at least 1 but were " + iterations);
    }
  }

  /** As published. */
  public Bins() {
    this(100, 0.05, Optional.empty(), 300, false);
  }

  /**
   * As AdvLatGAN's released evaluation has it, which sees pixels at 128×128. Elsewhere it may be
   * taken, too, but of 28×28 grey ones it never leaves a column out.
   */
  public static Bins released() {
    return new Bins(100, 0.05, Optional.of(4.0), 100, true);
  }

  @Override
  public int least() {
    return bins;
  }

  @Override
  public List<Value> measure(Features real, Features fake, Rng rng) {
    var seen = columns(real.dimension(), rng);
    var clusters = Clusters.of(real.columns(seen), bins, iterations, rng);
    var ofReal = clusters.counts(real.columns(seen));
    var ofFake = clusters.counts(fake.columns(seen));
    return List.of(
        new Value("ndb", different(ofReal, ofFake)), new Value("jsd", divergence(ofReal, ofFake)));
  }

  private int[] columns(int d, Rng rng) {
    if (!thin || d <= MANY_COLUMNS) {
      return IntStream.range(0, d).toArray();
    }
    return Arrays.stream(rng.purpose("columns").permutation(d)).limit(d / SHARE).sorted().toArray();
  }

  /** How many bins hold different shares of the two sets. */
  long different(long[] real, long[] fake) {
    double n = Arrays.stream(real).sum();
    double m = Arrays.stream(fake).sum();
    return IntStream.range(0, real.length)
        .filter(i -> {
          double share = (real[i] + fake[i]) / (n + m);
          double deviation = Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
          double z = deviation == 0 ? 0 : Math.abs(real[i] / n - fake[i] / m) / deviation;
          return threshold.map(most -> z > most).orElseGet(() -> tails(z) < significance);
        })
        .count();
  }

  /** ½KL(p ‖ m) + ½KL(q ‖ m) of the shares and their mean m, in nats. */
  static double divergence(long[] real, long[] fake) {
    double n = Arrays.stream(real).sum();
    double m = Arrays.stream(fake).sum();
    double sum = 0;
    for (int i = 0; i < real.length; i++) {
      double p = real[i] / n;
      double q = fake[i] / m;
      sum += entropy(p, (p + q) / 2) + entropy(q, (p + q) / 2);
    }
    return sum / 2;
  }

  private static double entropy(double p, double mean) {
    return p == 0 ? 0 : p * Math.log(p / mean);
  }

  /** Beyond √2 as many deviations nothing is left that a double could tell from 1. */
  private static final double FAR = 6;

  /** How likely a standard normal number is beyond ±z: 1 − erf(z/√2), by its series. */
  static double tails(double z) {
    double x = z / Math.sqrt(2);
    if (x > FAR) {
      return 0;
    }
    double term = x;
    double sum = x;
    // The terms grow up to n = x², and end below rounding some dozens later.
    for (int n = 1; n < 60 + 4 * x * x; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return Math.max(0, 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum);
  }
}

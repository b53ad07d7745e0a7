package preimage.metric;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Parallel;
import preimage.tensor.Rng;

/**
 * PRDC: with a ball round each sample that reaches to its k-th nearest neighbour in its own set,
 * itself not counted,
 *
 * <ul>
 *   <li>precision: the share of generated samples inside a real sample's ball,
 *   <li>recall: the share of real samples inside a generated sample's ball,
 *   <li>density: how many real balls a generated sample lies in, over k,
 *   <li>coverage: the share of real balls with a generated sample inside.
 * </ul>
 *
 * Inside means strictly nearer than the radius. The counts are exact.
 *
 * @param k 5 as published
 * @see <a href="https://arxiv.org/abs/1904.06991">Kynkäänniemi et al., 2019</a>
 * @see <a href="https://arxiv.org/abs/2002.09797">Naeem et al., 2020</a>
 */
public record PrecisionRecall(int k) implements FeatureMetric {
  public PrecisionRecall {
    if (k < 1) {
      throw new Misuse("k must be at least 1 but was " + k);
    }
  }

  public PrecisionRecall() {
    this(5);
  }

  @Override
  public int least() {
    return Math.clamp(k + 1L, 1, Integer.MAX_VALUE);
  }

  /** How many samples, or pairs of them. */
  record Counts(long precise, long recalled, long pairs, long covered) {
    private Counts add(Counts other) {
      return new Counts(
          precise + other.precise,
          recalled + other.recalled,
          pairs + other.pairs,
          covered + other.covered);
    }
  }

  @Override
  public List<Value> measure(Features real, Features fake, Rng rng) {
    var counts = count(real, fake);
    return List.of(
        new Value("precision", (double) counts.precise / fake.count()),
        new Value("recall", (double) counts.recalled / real.count()),
        new Value("density", (double) counts.pairs / k / fake.count()),
        new Value("coverage", (double) counts.covered / real.count()));
  }

  Counts count(Features real, Features fake) {
    var frame = Cloud.Frame.of(real, fake);
    try (var x = new Cloud(real, frame);
        var y = new Cloud(fake, frame)) {
      var ofReal = radii(x);
      var ofFake = radii(y);
      var precise = new boolean[y.count()];
      var sum =
          Parallel.map(x.blocks(), block -> pairs(x, block, ofReal, y, ofFake, precise)).stream()
              .reduce(Counts::add)
              .orElseThrow();
      return sum.add(new Counts(count(precise), 0, 0, 0));
    }
  }

  /** The exact squared distance of each point to its k-th nearest neighbour. */
  private double[] radii(Cloud x) {
    var nearest = new Neighbours[x.count()];
    Arrays.setAll(nearest, i -> new Neighbours(k));
    var enough = new double[x.count()];
    Arrays.fill(enough, Double.POSITIVE_INFINITY);
    var locks = IntStream.range(0, x.blocks()).mapToObj(i -> new ReentrantLock()).toList();
    // Each pair of blocks serves both: half the products. Locks are taken in ascending order.
    Parallel.map(
        x.blocks(),
        block -> {
          for (int i = block; i < x.blocks(); i++) {
            int other = i;
            x.products(
                block,
                x,
                other,
                (row, products, at) -> {
                  locks.get(block).lock();
                  locks.get(other).lock();
                  try {
                    look(x, row, nearest, enough, products, at, other, other > block);
                  } finally {
                    locks.get(other).unlock();
                    locks.get(block).unlock();
                  }
                });
          }
          return 0;
        });
    var radii = new double[x.count()];
    Parallel.map(
        x.blocks(),
        block -> {
          for (int i = block * Cloud.BLOCK; i < x.end(block); i++) {
            int row = i;
            radii[row] = nearest[row].kth(j -> x.exact(row, x, j));
          }
          return 0;
        });
    return radii;
  }

  /** Shows a point those of a block, and these the point if {@code both} shall see. */
  private static void look(
      Cloud x,
      int row,
      Neighbours[] nearest,
      double[] enough,
      float[] products,
      int at,
      int other,
      boolean both) {
    int first = other * Cloud.BLOCK;
    int end = x.end(other);
    double[] lows = x.low;
    double mine = lows[row];
    for (int j = first; j < end; j++) {
      double low = mine + lows[j] - 2 * products[at + j - first];
      if ((low < enough[row] && j != row) || (both && low < enough[j])) {
        double high = x.high[row] + x.high[j] - 2 * products[at + j - first];
        see(x, row, j, low, high, nearest, enough);
        if (both) {
          see(x, j, row, low, high, nearest, enough);
        }
      }
    }
  }

  private static void see(
      Cloud x, int row, int j, double low, double high, Neighbours[] nearest, double[] enough) {
    if (low < enough[row]) {
      nearest[row].see(j, low, high, other -> x.exact(row, x, other));
      enough[row] = nearest[row].enough();
    }
  }

  private static Counts pairs(
      Cloud x, int block, double[] ofReal, Cloud y, double[] ofFake, boolean[] precise) {
    int from = block * Cloud.BLOCK;
    var recalled = new boolean[x.end(block) - from];
    var inside = new long[recalled.length];
    for (int other = 0; other < y.blocks(); other++) {
      int first = other * Cloud.BLOCK;
      int end = y.end(other);
      x.products(
          block,
          y,
          other,
          (row, products, at) -> {
            double radius = ofReal[row];
            int i = row - from;
            for (int j = first; j < end; j++) {
              double twice = 2 * products[at + j - first];
              double low = x.low[row] + y.low[j] - twice;
              if (low < radius || low < ofFake[j]) {
                double high = x.high[row] + y.high[j] - twice;
                if (inside(low, high, radius, x, row, y, j)) {
                  inside[i]++;
                  precise[j] = true;
                }
                recalled[i] |= !recalled[i] && inside(low, high, ofFake[j], x, row, y, j);
              }
            }
          });
    }
    long covered = Arrays.stream(inside).filter(n -> n > 0).count();
    return new Counts(0, count(recalled), Arrays.stream(inside).sum(), covered);
  }

  /** Whether the squared distance, between these bounds, is below {@code radius}. */
  private static boolean inside(
      double low, double high, double radius, Cloud x, int i, Cloud y, int j) {
    return high < radius || (low < radius && x.exact(i, y, j) < radius);
  }

  private static long count(boolean[] flags) {
    long sum = 0;
    for (boolean flag : flags) {
      sum += flag ? 1 : 0;
    }
    return sum;
  }
}

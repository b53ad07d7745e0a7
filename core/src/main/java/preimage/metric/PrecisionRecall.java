package preimage.metric;

import java.util.Arrays;
import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Parallel;
import preimage.tensor.Rng;
import preimage.tensor.Scope;

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
    return k + 1;
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
    var radii = new double[x.count()];
    Parallel.map(
        x.blocks(),
        block ->
            Scope.call(() -> {
              int from = block * Cloud.BLOCK;
              int rows = x.end(block) - from;
              var nearest = new Neighbours[rows];
              Arrays.setAll(nearest, i -> new Neighbours(k));
              for (int other = 0; other < x.blocks(); other++) {
                int first = other * Cloud.BLOCK;
                int width = x.end(other) - first;
                x.products(
                    block,
                    x,
                    other,
                    (row, products, at) ->
                        look(x, row, nearest[row - from], products, at, first, width));
              }
              for (int i = 0; i < rows; i++) {
                int row = from + i;
                radii[row] = nearest[i].kth(j -> x.exact(row, x, j));
              }
              return 0;
            }));
    return radii;
  }

  private static void look(
      Cloud x, int row, Neighbours nearest, float[] products, int at, int first, int width) {
    double mine = x.low[row];
    double enough = nearest.enough();
    for (int j = 0; j < width; j++) {
      double low = mine + x.low[first + j] - 2 * products[at + j];
      if (low < enough && first + j != row) {
        double high = x.high[row] + x.high[first + j] - 2 * products[at + j];
        nearest.see(first + j, low, high, other -> x.exact(row, x, other));
        enough = nearest.enough();
      }
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

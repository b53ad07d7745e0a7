package preimage.metric;

import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Parallel;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * KID: the squared maximum mean discrepancy of features under the kernel (x·y / d + 1)^degree, by
 * the unbiased estimator over all pairs; it may be negative.
 *
 * @param degree of the polynomial, 3 as published
 * @see <a href="https://arxiv.org/abs/1801.01401">Bińkowski et al., 2018</a>
 */
public record KernelDistance(int degree) implements FeatureMetric {
  private static final int BLOCK = 1024;

  public KernelDistance {
    if (degree < 1) {
      throw new Misuse("degree must be at least 1 but was " + degree);
    }
  }

  public KernelDistance() {
    this(3);
  }

  @Override
  public int least() {
    return 2;
  }

  @Override
  public List<Value> measure(Features real, Features fake, Rng rng) {
    double value = within(real) + within(fake) - 2 * between(real, fake);
    return List.of(new Value("kid", value));
  }

  /** The mean of the kernel over pairs of two samples of one set. */
  private double within(Features x) {
    double sum =
        Parallel.map(blocks(x), block -> Scope.withoutGradient(() -> row(x, block))).stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    return sum / ((double) x.count() * (x.count() - 1));
  }

  /** Twice the kernels of a block with those behind it, and those of different samples in it. */
  private double row(Features x, int block) {
    Tensor mine = block(x, block);
    Tensor all = kernel(mine, mine);
    double sum = all.sum().item() - all.diagonal().sum().item();
    for (int other = block + 1; other < blocks(x); other++) {
      sum += 2 * sum(mine, x, other);
    }
    return sum;
  }

  /** The mean of the kernel over pairs of one sample of each set. */
  private double between(Features x, Features y) {
    double sum =
        Parallel.map(
                blocks(x),
                block ->
                    Scope.withoutGradient(() -> {
                      Tensor mine = block(x, block);
                      double all = 0;
                      for (int other = 0; other < blocks(y); other++) {
                        all += sum(mine, y, other);
                      }
                      return all;
                    }))
            .stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    return sum / x.count() / y.count();
  }

  private double sum(Tensor mine, Features y, int other) {
    return Scope.call(() -> kernel(mine, block(y, other)).sum().item());
  }

  private Tensor kernel(Tensor x, Tensor y) {
    Tensor base = x.matmul(y.transpose(0, 1)).div((double) x.size(1)).add(1);
    Tensor power = base;
    for (int i = 1; i < degree; i++) {
      power = power.mul(base);
    }
    return power;
  }

  private static int blocks(Features x) {
    return Math.ceilDiv(x.count(), BLOCK);
  }

  private static Tensor block(Features x, int block) {
    int from = block * BLOCK;
    int to = Math.min(x.count(), from + BLOCK);
    return x.tensor(from, to);
  }
}

package preimage.latent;

import java.util.Arrays;
import preimage.net.LatentPrior;
import preimage.tensor.Dtype;
import preimage.tensor.Order;
import preimage.tensor.Tensor;

/**
 * A distribution of numbers: N values of equal weight.
 *
 * @param sorted the values (N), ascending, float64
 * @param sums S(k / N) (N + 1), k = 0 … N, where S(u) is the integral of the quantile function Q
 *     from 0 to u
 */
record Atoms(Tensor sorted, Tensor sums) {
  /** Those of values (N) in any order. */
  static Atoms of(Tensor values) {
    Tensor sorted = values.detach().to(Dtype.FLOAT64).sorted();
    double[] sums = new double[Math.toIntExact(sorted.count()) + 1];
    System.arraycopy(sorted.toDoubles(), 0, sums, 1, sums.length - 1);
    Arrays.parallelPrefix(sums, Double::sum);
    return new Atoms(sorted, Tensor.of(sums, sums.length).div(sums.length - 1.));
  }

  /** Those that stand for a component of {@code prior}. */
  static Atoms of(LatentPrior prior) {
    return of(prior.quantiles(10_000));
  }

  /**
   * W1 of each row of z and this: the area between the two distribution functions, (n, d) → (n).
   * The i-th least of z is matched with the mass from (i − 1) / d to i / d.
   */
  Tensor wasserstein(Tensor z) {
    int d = Math.toIntExact(z.size(1));
    var bounds = new double[d + 1];
    Arrays.setAll(bounds, i -> (double) i / d);
    Tensor all = Tensor.of(bounds, d + 1);
    double[] known = sums.toDoubles();
    double[] sums = Arrays.stream(bounds).map(u -> between(known, u)).toArray();
    Tensor sum = Tensor.of(sums, d + 1);
    return away(
            z.to(Dtype.FLOAT64).sorted(),
            all.narrow(0, 0, d),
            all.narrow(0, 1, d),
            sum.narrow(0, 0, d),
            sum.narrow(0, 1, d))
        .sum(1)
        .to(z.dtype());
  }

  /** E|zᵢ − Y|, Y drawn from this, for each value of z; float64. */
  Tensor distance(Tensor z) {
    Tensor zero = Tensor.of(new double[1], 1);
    Tensor one = Tensor.of(new double[] {1}, 1);
    long n = sorted.count();
    return away(z.to(Dtype.FLOAT64), zero, one, zero, sums.narrow(0, n, 1));
  }

  /** E|Y − Y′|, both drawn from this. */
  double spread() {
    return spread(sorted.reshape(1, -1)).item();
  }

  /** E|Z − Z′|, both drawn from the values of each ascending row: (n, d) → (n). */
  static Tensor spread(Tensor ascending) {
    int d = Math.toIntExact(ascending.size(1));
    var weights = new double[d];
    Arrays.setAll(weights, i -> 2. * (2 * i + 1 - d) / ((double) d * d));
    return ascending.mul(Tensor.of(weights, d)).sum(1);
  }

  /** ∫ |z − Q(u)| du from a to b, where S is {@code low} and {@code high}. */
  private Tensor away(Tensor z, Tensor a, Tensor b, Tensor low, Tensor high) {
    // Up to p, the mass below z, the integrand is z − Q; p changes where that is 0, so that the
    // derivative takes p as it is.
    Tensor below = Order.below(z.detach(), sorted);
    Tensor mass = below.to(Dtype.FLOAT64).div((double) sorted.count());
    Tensor sum = sums.rows(below.reshape(-1)).reshape(z.shape());
    Tensor p = mass.maximum(a).minimum(b);
    Tensor met = low.where(mass.less(a), high.where(b.less(mass), sum));
    return z.mul(p.mul(2).sub(a).sub(b)).sub(met.mul(2)).add(low).add(high);
  }

  /** S(u), linear between its values at k / N. */
  private static double between(double[] sums, double u) {
    double at = u * (sums.length - 1);
    int k = Math.min((int) at, sums.length - 2);
    return sums[k] + (at - k) * (sums[k + 1] - sums[k]);
  }
}

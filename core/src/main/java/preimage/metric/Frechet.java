package preimage.metric;

import java.util.Arrays;
import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Decompositions;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * FID: the distance |μ − ν|² + tr(Σ + Τ − 2(ΣΤ)^½) of the normal distributions that have the mean
 * and covariance (of n − 1) of real and of generated features.
 *
 * @see <a href="https://arxiv.org/abs/1706.08500">Heusel et al., 2017</a>
 */
public record Frechet() implements FeatureMetric {
  /** The share of a distance that may be rounding. */
  private static final double DOUBT = 1e-7;

  /** Distances below this share of the moments are as good as none. */
  private static final double SMALL = 1e-4;

  @Override
  public int least() {
    return 2;
  }

  @Override
  public List<Value> measure(Features real, Features fake, Rng rng) {
    return List.of(new Value("fid", distance(Moments.of(real), Moments.of(fake))));
  }

  /** Between the normal distributions of these moments; never negative. */
  public static double distance(Moments a, Moments b) {
    if (a.mean().length != b.mean().length) {
      throw new Misuse(Moments.widths(a, b));
    }
    double apart = 0;
    for (int i = 0; i < a.mean().length; i++) {
      double shift = a.mean()[i] - b.mean()[i];
      apart += shift * shift;
    }
    return distance(apart + a.variance() + b.variance(), a, b);
  }

  /**
   * {@code outer} − 2 tr (ΣΤ)^½, by the roots of the eigenvalues of the symmetric FᵀΤF, of which ΣΤ
   * has the same, for any F with FFᵀ = Σ. Eigenvalues beyond the rank that so few samples can have
   * are rounding. If rounding might show in the others' roots, they are found as the singular
   * values of FᵀG with GGᵀ = Τ, which takes some times as long.
   */
  private static double distance(double outer, Moments a, Moments b) {
    long rank = Math.min(Math.min(a.count(), b.count()) - 1, a.mean().length);
    return Scope.withoutGradient(() -> {
      Tensor sigma = a.covariance();
      Tensor tau = b.covariance();
      Tensor ofSigma = sigma.cholesky();
      Tensor ofTau = tau.cholesky();
      Tensor inner =
          whole(ofSigma)
              ? within(ofSigma, tau)
              : whole(ofTau) ? within(ofTau, sigma) : within(root(sigma), tau);
      Tensor values = Decompositions.eigenvalues(inner);
      long d = values.size(0);
      Tensor roots = values.narrow(0, d - rank, rank).clamp(0, Double.MAX_VALUE).sqrt();
      double distance = Math.max(0, outer - 2 * roots.sum().item());
      if (whole(ofSigma)
          && whole(ofTau)
          && rounding(roots.toDoubles()) > DOUBT * Math.max(distance, SMALL * outer)) {
        Tensor exact = Decompositions.singularValues(ofSigma.transpose(0, 1).matmul(ofTau));
        return Math.max(0, outer - 2 * exact.sum().item());
      }
      return distance;
    });
  }

  /**
   * How much rounding may change the sum of roots, where each one's square is off by 2⁻⁵³ times the
   * largest square, at random.
   */
  private static double rounding(double[] roots) {
    double largest = Arrays.stream(roots).max().orElse(0);
    double off = 0x1p-53 * largest * largest;
    double squares = 0;
    for (double root : roots) {
      double change = Math.sqrt(root * root + off) - root;
      squares += change * change;
    }
    return 2 * Math.sqrt(squares);
  }

  private static Tensor within(Tensor factor, Tensor matrix) {
    return factor.transpose(0, 1).matmul(matrix).matmul(factor);
  }

  private static boolean whole(Tensor factor) {
    return Double.isFinite(factor.diagonal().sum().item());
  }

  /** F with FFᵀ = {@code matrix}, which need not be regular. */
  private static Tensor root(Tensor matrix) {
    var eigen = Decompositions.eigen(matrix);
    return eigen.vectors().mul(eigen.values().clamp(0, Double.MAX_VALUE).sqrt());
  }
}

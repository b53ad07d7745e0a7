package preimage.latent;

import java.util.function.UnaryOperator;
import preimage.search.Residual;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * α times the mean of squares of what a function says of each latent, as least squares.
 *
 * @param weight α, not negative
 * @param function (n, d) → (n, k)
 */
record Penalty(double weight, UnaryOperator<Tensor> function) implements Residual {
  @Override
  public Tensor residual(Tensor z) {
    return function.apply(z).mul(Math.sqrt(weight));
  }

  @Override
  public Residual rows(Tensor index) {
    return this;
  }

  static void requireWeight(double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new Misuse("weight must be finite and not negative but was " + weight);
    }
  }
}

package preimage.net;

import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/**
 * In training, makes each value 0 with probability {@code rate} and enlarges the others so that the
 * mean stays.
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al., 2014</a>
 */
public record Dropout(double rate) implements Pointwise, Additive {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new Misuse("rate must lie in [0, 1) but was " + rate);
    }
  }

  public Dropout() {
    this(0.5);
  }

  @Override
  public Tensor transposed(Tensor v, Tensor x) {
    return v;
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    if (!pass.training() || rate == 0) {
      return x;
    }
    var rng = pass.rng().purpose("dropout").purpose(pass.path());
    var rows = Rng.samples(0, x.size(0));
    Tensor kept = rng.uniform(x.sample(), 0, 1, rows).less(1 - rate).to(x.dtype());
    return x.mul(kept).div(1 - rate);
  }
}

package preimage.search;

import preimage.tensor.Derivatives;
import preimage.tensor.Tensor;

/**
 * The square root of an objective that is nowhere negative, as a residual (n, 1): least squares
 * with another slope at 0, where a root has none.
 */
record Root(Objective square) implements Residual {
  @Override
  public Tensor residual(Tensor point) {
    return root(square.at(point)).reshape(-1, 1);
  }

  /** Rounding may leave a little below 0. */
  private static Tensor root(Tensor value) {
    return value.relu().sqrt();
  }

  @Override
  public Tensor at(Tensor point) {
    return square.at(point);
  }

  @Override
  public Derivatives.At gradient(Tensor point) {
    return square.gradient(point);
  }

  /** ∇√f = ∇f / 2√f, of which √f counts as √ε at least. */
  @Override
  public Slopes slopes(Tensor point) {
    var found = square.gradient(point);
    Tensor root = root(found.value()).reshape(-1, 1);
    double least = Math.sqrt(point.dtype().epsilon());
    Tensor twice = root.add(-least).relu().add(least).mul(2).reshape(-1, 1, 1);
    Tensor slope = found.derivative().flatten();
    return new Slopes(root, slope.reshape(slope.size(0), 1, -1).div(twice), 2);
  }

  @Override
  public Tangents tangents(Tensor point) {
    var found = slopes(point);
    Tensor row = found.jacobian();
    long n = row.size(0);
    return new Tangents(
        found.value(),
        t -> row.matmul(t.reshape(n, -1, 1)).reshape(n, 1),
        u -> row.mul(u.reshape(n, 1, 1)).reshape(point.shape()),
        found.passes());
  }

  @Override
  public Residual rows(Tensor index) {
    return new Root(square.rows(index));
  }

  @Override
  public boolean settled() {
    return square.settled();
  }

  @Override
  public boolean coupled() {
    return square.coupled();
  }

  @Override
  public Residual now(Draws moment) {
    var now = square.now(moment);
    return now.equals(square) ? this : new Root(now);
  }
}

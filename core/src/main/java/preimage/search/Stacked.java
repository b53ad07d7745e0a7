package preimage.search;

import java.util.List;
import preimage.tensor.Tensor;

/**
 * Two residuals as one, whose mean of squares is the sum of theirs: r·√((m + k)/m) beside q·√((m +
 * k)/k) for r of m and q of k components.
 */
record Stacked(Residual network, Residual term) implements Residual {
  @Override
  public Tensor residual(Tensor point) {
    return join(network.residual(point), term.residual(point));
  }

  @Override
  public Slopes slopes(Tensor point) {
    var first = network.slopes(point);
    var second = term.slopes(point);
    Tensor value = join(first.value(), second.value());
    return new Slopes(value, join(first.jacobian(), second.jacobian()), first.passes());
  }

  @Override
  public Tangents tangents(Tensor point) {
    var first = network.tangents(point);
    var second = term.tangents(point);
    long m = first.value().size(1);
    long k = second.value().size(1);
    return new Tangents(
        join(first.value(), second.value()),
        t -> join(first.push().apply(t), second.push().apply(t)),
        u -> {
          Tensor up = first.pull().apply(u.narrow(1, 0, m).contiguous());
          Tensor beside = second.pull().apply(u.narrow(1, m, k).contiguous());
          return up.mul(share(m, k)).add(beside.mul(share(k, m)));
        },
        first.passes());
  }

  private static double share(long own, long other) {
    double all = own + other;
    return Math.sqrt(all / own);
  }

  private static Tensor join(Tensor first, Tensor second) {
    long m = first.size(1);
    long k = second.size(1);
    return Tensor.cat(List.of(first.mul(share(m, k)), second.mul(share(k, m))), 1);
  }

  @Override
  public Residual rows(Tensor index) {
    return new Stacked(network.rows(index), term.rows(index));
  }

  @Override
  public boolean coupled() {
    return network.coupled() || term.coupled();
  }

  @Override
  public Residual now(Draws moment) {
    var first = network.now(moment);
    var second = term.now(moment);
    return first.equals(network) && second.equals(term) ? this : new Stacked(first, second);
  }
}

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

  private static Tensor join(Tensor first, Tensor second) {
    double m = first.size(1);
    double k = second.size(1);
    return Tensor.cat(
        List.of(first.mul(Math.sqrt((m + k) / m)), second.mul(Math.sqrt((m + k) / k))), 1);
  }

  @Override
  public Residual rows(Tensor index) {
    return new Stacked(network.rows(index), term.rows(index));
  }

  @Override
  public boolean settled() {
    return network.settled() && term.settled();
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

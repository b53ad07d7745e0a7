package preimage.search;

import java.util.Optional;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * The sum of a network's objective and of a term that asks no network, and so costs nothing.
 *
 * @param network the objective that is counted
 * @param term what is added to it, nowhere negative
 */
public record Sum(Objective network, Objective term) implements Objective {
  /** The sum; of two residuals again one, so that least squares can take it. */
  public static Objective of(Objective network, Objective term) {
    return network instanceof Residual first && term instanceof Residual second
        ? new Stacked(first, second)
        : new Sum(network, term);
  }

  @Override
  public Objective steady() {
    return new Sum(network.steady(), term.steady());
  }

  /** With the root of a term that is no mean of squares. */
  @Override
  public Optional<Residual> squares() {
    return network
        .squares()
        .map(first -> new Stacked(first, term.squares().orElseGet(() -> new Root(term))));
  }

  @Override
  public Tensor at(Tensor point) {
    return network.at(point).add(term.at(point));
  }

  @Override
  public Derivatives.At gradient(Tensor point) {
    return Scope.call(() -> {
      var first = network.gradient(point);
      var second = term.gradient(point);
      return new Derivatives.At(
          first.value().add(second.value()), first.derivative().add(second.derivative()));
    });
  }

  @Override
  public Objective rows(Tensor index) {
    return new Sum(network.rows(index), term.rows(index));
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
  public Objective now(Draws moment) {
    var first = network.now(moment);
    var second = term.now(moment);
    return first.equals(network) && second.equals(term) ? this : new Sum(first, second);
  }
}

package preimage.search;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;

/** Points of a batch and what the problem says of them, evaluated when first asked for. */
public final class Place implements Bundle {
  private final Problem problem;
  private final Tensor point;
  private @Nullable Tensor value;
  private @Nullable Tensor gradient;
  private @Nullable Tensor residual;

  Place(Problem problem, Tensor point, Optional<Tensor> value, Optional<Tensor> gradient) {
    this.problem = problem;
    this.point = point;
    this.value = value.orElse(null);
    this.gradient = gradient.orElse(null);
  }

  /** The samples at {@code index}, of which nothing is known yet. */
  Place rows(int[] index) {
    Tensor there = point.rows(Tensor.of(index));
    return new Place(problem.rows(index), there, Optional.empty(), Optional.empty());
  }

  public Problem problem() {
    return problem;
  }

  /** (n, …). */
  public Tensor point() {
    return point;
  }

  /** The objective (n); nothing to pay for if the gradient is already known. */
  public Tensor value() {
    if (value == null) {
      if (problem.objective() instanceof Residual) {
        value = residual().square().mean(1);
      } else {
        value = problem.value(point);
      }
    }
    return value;
  }

  /** The residuals (n, m) of an objective that has them; whoever knows them knows the value. */
  Tensor residual() {
    if (residual == null) {
      residual = problem.residual((Residual) problem.objective(), point);
    }
    return residual;
  }

  /** The objective's gradient (n, …). */
  public Tensor gradient() {
    if (gradient == null) {
      var found = problem.gradient(point);
      gradient = found.derivative();
      value = found.value();
    }
    return gradient;
  }

  Optional<Tensor> knownValue() {
    return Optional.ofNullable(value);
  }

  Optional<Tensor> knownGradient() {
    return Optional.ofNullable(gradient);
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(point, value, gradient, residual).filter(Objects::nonNull);
  }
}

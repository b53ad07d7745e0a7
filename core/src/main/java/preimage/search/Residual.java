package preimage.search;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Derivatives;
import preimage.tensor.Tensor;

/** An objective that is the mean of squares: points (n, …) → residuals (n, m). */
public interface Residual extends Objective {
  /** The residuals r of each sample, made of differentiable operations. */
  Tensor residual(Tensor point);

  @Override
  Residual rows(Tensor index);

  @Override
  default Residual now(Draws moment) {
    return this;
  }

  @Override
  default Optional<Residual> squares() {
    return Optional.of(this);
  }

  /** The mean of r² over m. */
  @Override
  default Tensor at(Tensor point) {
    return residual(point).square().mean(1);
  }

  /** Residuals and Jacobians; a function that knows its own tangents may be faster. */
  default Slopes slopes(Tensor point) {
    var found = Derivatives.jacobian(this::residual, point);
    Tensor jacobian = found.derivative();
    // Beside the tangents: the function itself and the reverse pass that they are taken of.
    return new Slopes(found.value(), jacobian, 2 + Math.min(jacobian.size(1), jacobian.size(2)));
  }

  /**
   * Residuals and their derivative as a map, for use inside the caller's scope; a function that
   * knows its own tangents may be faster.
   */
  default Tangents tangents(Tensor point) {
    var map = new Derivatives.Linear(this::residual, point);
    // The function itself and the reverse pass that its tangents are taken of.
    return new Tangents(map.value(), map::push, map::pull, 2);
  }

  /** Residuals with the same zeros that are nearer to linear functions, if such are known. */
  default Optional<Residual> eased() {
    return Optional.empty();
  }

  /**
   * A function linearised without a Jacobian; each map costs one forward-equivalent.
   *
   * @param value the residuals (n, m)
   * @param push J t: (n, …) → (n, m)
   * @param pull Jᵀ u: (n, m) → (n, …)
   * @param passes what finding them cost, in forward-equivalents a sample
   */
  record Tangents(
      Tensor value, UnaryOperator<Tensor> push, UnaryOperator<Tensor> pull, long passes) {}

  /**
   * A function linearised.
   *
   * @param value the residuals (n, m)
   * @param jacobian their derivatives (n, m, d), the point flattened
   * @param passes what finding them cost, in forward-equivalents a sample
   */
  record Slopes(Tensor value, Tensor jacobian, long passes) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(value, jacobian);
    }
  }

  /** f(x) = {@code target}, one target (n, m) a sample. */
  static Residual match(UnaryOperator<Tensor> f, Tensor target) {
    return new Residual() {
      @Override
      public Tensor residual(Tensor point) {
        return f.apply(point).sub(target);
      }

      @Override
      public Residual rows(Tensor index) {
        return match(f, target.rows(index));
      }
    };
  }
}

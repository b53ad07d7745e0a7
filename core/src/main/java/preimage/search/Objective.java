package preimage.search;

import java.util.Optional;
import java.util.function.UnaryOperator;
import preimage.tensor.Derivatives;
import preimage.tensor.Tensor;

/**
 * What each sample of a batch wants to be small: points (n, …) → values (n).
 *
 * <p>Samples do not interact, so that those which are finished can leave the batch; an objective in
 * which they do must say that it is {@linkplain #coupled coupled}.
 */
public interface Objective {
  /** The value of each sample, made of differentiable operations. */
  Tensor at(Tensor point);

  /** The values (n) and each sample's gradient (n, …), by the reverse pass unless known better. */
  default Derivatives.At gradient(Tensor point) {
    return Derivatives.gradient(this::at, point);
  }

  /** The same of the samples at {@code index} (int64, repetitions allowed) only. */
  Objective rows(Tensor index);

  /** The same as a mean of squares, for least squares, if it can be one. */
  default Optional<Residual> squares() {
    return Optional.empty();
  }

  /** Whether a sample's value depends on the others; then the batch never shrinks. */
  default boolean coupled() {
    return false;
  }

  /**
   * What the objective is at a moment, where it is drawn afresh or changes with the step; values of
   * different moments are compared as they are.
   */
  default Objective now(Draws moment) {
    return this;
  }

  /** The same with nothing left to chance, for solvers that go by its curvature. */
  default Objective steady() {
    return this;
  }

  /** Whether it stays as it is now; until then no search of it is over before its last step. */
  default boolean settled() {
    return true;
  }

  /** One function for all samples. */
  static Objective of(UnaryOperator<Tensor> f) {
    return new Objective() {
      @Override
      public Tensor at(Tensor point) {
        return f.apply(point);
      }

      @Override
      public Objective rows(Tensor index) {
        return this;
      }
    };
  }
}

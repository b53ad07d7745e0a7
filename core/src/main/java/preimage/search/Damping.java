package preimage.search;

import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/**
 * How much the steps of each sample are damped, float64.
 *
 * @param lambda λ (n)
 * @param growth what a refused step multiplies λ by (n)
 * @param least of λ, in any sample
 * @see <a href="https://orbit.dtu.dk/files/2721358/imm648.pdf">Nielsen, 1999</a>
 */
record Damping(Tensor lambda, Tensor growth, double least) implements Bundle {
  /** Along directions that only rounding of so many ε of the Jacobian shows, steps stay short. */
  private static final double ROUNDING = 16;

  /** From {@code lambda} on, for n samples whose Jacobians are of precision {@code epsilon}. */
  static Damping of(double lambda, long n, double epsilon) {
    return new Damping(
        Tensor.full(lambda, n).to(Dtype.FLOAT64),
        Tensor.full(2, n).to(Dtype.FLOAT64),
        Math.min(lambda, Math.pow(ROUNDING * epsilon, 2)));
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(lambda, growth);
  }

  Damping rows(Tensor index) {
    return new Damping(lambda.rows(index), growth.rows(index), least);
  }

  /** With λ times {@code factor}. */
  Damping times(double factor) {
    return with(lambda.mul(factor));
  }

  /** With another λ, if it is not too small. */
  Damping with(Tensor other) {
    return new Damping(other.clamp(least, Double.POSITIVE_INFINITY), growth, least);
  }

  /**
   * λ shrinks up to threefold, the closer the gain to what was predicted; refused steps raise it.
   */
  Damping after(Tensor gain, Tensor predicted, Tensor moved) {
    Tensor surprise = gain.div(predicted).mul(2).add(-1);
    Tensor factor = surprise.mul(surprise.square()).neg().add(1).clamp(1. / 3, 2);
    Tensor next = growth.mul(0).add(2).where(moved, growth.mul(2));
    return new Damping(lambda, next, least)
        .with(factor.mul(lambda).where(moved, lambda.mul(growth)));
  }
}

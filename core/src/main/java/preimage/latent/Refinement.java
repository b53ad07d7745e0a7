package preimage.latent;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import preimage.net.Generator;
import preimage.search.Meter;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * One step of iterative refinement, z − J⁺ r, of latents that are right up to rounding: J may be of
 * the working precision, r must not be, for an ill-conditioned J enlarges what rounding adds to it.
 *
 * @param exact the generator in float64
 * @param feasible what keeps latents (n, d) where they may be
 * @param meter what is charged
 * @see <a href="https://doi.org/10.1145/321386.321394">Moler, 1967</a>, on linear equations
 */
record Refinement(Generator exact, UnaryOperator<Tensor> feasible, Meter meter) {
  /** Of the two evaluations in float64, in forward-equivalents of the working precision. */
  private static final long COST = 4;

  /**
   * Latents, changed where that brings their images nearer to the targets.
   *
   * @param point (n, d), of the working precision
   * @param residual (n, m), on pixels in [−1, 1], float64
   */
  record Refined(Tensor point, Tensor residual) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(point, residual);
    }
  }

  /** The refinement of the targets at {@code index}. */
  Refinement rows(int[] index) {
    return new Refinement(exact, feasible, meter.rows(index));
  }

  /**
   * One step from latents.
   *
   * @param z (n, d)
   * @param jacobian J (n, m, d), of rank d, of their images on pixels in [−1, 1], float64
   */
  Refined refined(Aim aim, Tensor z, Tensor jacobian) {
    meter.charge(COST);
    return Scope.withoutGradient(() -> {
      Tensor target = aim.target().to(Dtype.FLOAT64);
      var images = new Reconstruction(exact, aim.condition().map(Refinement::precise), target);
      Tensor before = images.residual(z.to(Dtype.FLOAT64));
      Tensor transposed = jacobian.transpose(1, 2);
      Tensor slope = transposed.matmul(before.reshape(z.size(0), -1, 1));
      Tensor step = slope.choleskySolve(transposed.matmul(jacobian).cholesky());
      Tensor to = z.to(Dtype.FLOAT64).sub(step.reshape(z.shape())).to(z.dtype());
      Tensor there = feasible.apply(to);
      Tensor after = images.residual(there.to(Dtype.FLOAT64));
      Tensor better = after.square().mean(1).less(before.square().mean(1));
      return new Refined(there.where(better, z), after.where(better, before));
    });
  }

  /** Images in float64; class numbers as they are. */
  private static Tensor precise(Tensor condition) {
    return condition.dtype() == Dtype.INT64 ? condition : condition.to(Dtype.FLOAT64);
  }
}

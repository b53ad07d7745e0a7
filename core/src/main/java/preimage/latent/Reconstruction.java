package preimage.latent;

import java.util.Optional;
import preimage.net.Generator;
import preimage.net.PixelScale;
import preimage.search.Residual;
import preimage.tensor.Tensor;

/**
 * G(c, z) − x on pixels in [−1, 1], whose mean of squares over pixels and channels is the objective
 * that the published rates and weights belong to, whatever range the generator itself has.
 *
 * @param target x (n, c, h, w) on the generator's own range
 */
record Reconstruction(Generator generator, Optional<Tensor> condition, Tensor target)
    implements Residual {
  Reconstruction(Aim aim) {
    this(aim.generator(), aim.condition(), aim.target());
  }

  @Override
  public Tensor residual(Tensor z) {
    Tensor own = generator.apply(condition, z).sub(target);
    var scale = generator.scale();
    if (scale.equals(PixelScale.SIGNED)) {
      return own.flatten();
    }
    Tensor black = scale.toPixels(own.detach().mul(0));
    return scale.toPixels(own).sub(black).mul(2).flatten();
  }

  @Override
  public Residual rows(Tensor index) {
    return new Reconstruction(generator, condition.map(c -> c.rows(index)), target.rows(index));
  }
}

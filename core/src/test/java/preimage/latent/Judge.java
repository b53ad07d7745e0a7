package preimage.latent;

import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Critic;
import preimage.net.PixelScale;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * A critic of 1×6×8 images that is a formula: 3 − 4 times the mean of (pixel − wish)², pixels in
 * [0, 1], where the wish is .5, or a tenth of the label.
 */
record Judge(Condition condition, PixelScale scale) implements Critic {
  static Judge plain() {
    return new Judge(new Condition.None(), PixelScale.SIGNED);
  }

  @Override
  public Shape image() {
    return Shape.of(1, 6, 8);
  }

  @Override
  public Tensor score(Optional<Tensor> condition, Tensor images) {
    Tensor pixels = scale.toPixels(images).flatten();
    Tensor wish =
        condition
            .map(c -> c.to(pixels.dtype()).mul(.1).reshape(-1, 1))
            .orElseGet(() -> pixels.narrow(1, 0, 1).mul(0).add(.5));
    return pixels.sub(wish).square().meanPerSample().mul(-4).add(3);
  }

  @Override
  public void close() {}
}

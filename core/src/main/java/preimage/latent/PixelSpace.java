package preimage.latent;

import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.LatentPrior;
import preimage.net.Linearised;
import preimage.net.PixelScale;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * The generator of all images: its latents are the pixels themselves, uniform on [0, 1]. With it, a
 * search for latents is a search for images, and its feasible set the box of pixels.
 *
 * @param image (c, h, w)
 */
public record PixelSpace(Shape image) implements Generator {
  @Override
  public LatentPrior prior() {
    return new LatentPrior.Uniform(image.count(), 0, 1);
  }

  @Override
  public Condition condition() {
    return new Condition.None();
  }

  @Override
  public PixelScale scale() {
    return PixelScale.UNIT;
  }

  @Override
  public Tensor apply(Optional<Tensor> condition, Tensor z) {
    return z.reshape(image.batch(z.size(0)));
  }

  @Override
  public Optional<Linearised> linearised(Optional<Tensor> condition, Tensor z) {
    return Optional.of(new Linearised(apply(z), t -> apply(t), Tensor::flatten));
  }

  @Override
  public void close() {}
}

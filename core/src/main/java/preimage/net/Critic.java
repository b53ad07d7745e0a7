package preimage.net;

import java.util.Optional;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** A frozen critic D: images (n, c, h, w) → scores (n), higher for more real. */
public interface Critic extends AutoCloseable {
  Condition condition();

  /** (c, h, w) of one image. */
  Shape image();

  /** How its own range relates to pixels. */
  PixelScale scale();

  /** D(c, x): images on its own range → (n) logits or Wasserstein scores. */
  Tensor score(Optional<Tensor> condition, Tensor images);

  @Override
  void close();
}

package preimage.net;

import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** A frozen classifier f: images (n, c, h, w) → logits (n, classes). */
public interface Classifier extends AutoCloseable {
  /** (c, h, w) of one image. */
  Shape image();

  int classes();

  /** How its own range relates to pixels. */
  PixelScale scale();

  /** Images on its own range → (n, classes) logits. */
  Tensor logits(Tensor images);

  @Override
  void close();
}

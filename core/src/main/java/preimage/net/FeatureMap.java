package preimage.net;

import java.util.Optional;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What a frozen network makes of images on its way: the output of one of its layers. */
public interface FeatureMap extends AutoCloseable {
  /** (c, h, w) of one image. */
  Shape image();

  /** How its own range relates to pixels. */
  PixelScale scale();

  /** Images (n, c, h, w) on its own range → features (n, …), each sample by itself. */
  Tensor at(Tensor images);

  /** The same together with its derivative, if that is known without a reverse pass. */
  default Optional<Linearised> linearised(Tensor images) {
    return Optional.empty();
  }

  @Override
  void close();
}

package preimage.net;

import java.util.Optional;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** A model, and the part of it that makes the features. */
record ModelFeatures(Model model, Body part, boolean own) implements FeatureMap {
  @Override
  public Shape image() {
    return model.card().image();
  }

  @Override
  public PixelScale scale() {
    return model.card().scale();
  }

  @Override
  public Tensor at(Tensor images) {
    model.require(images);
    return part.apply(Optional.empty(), images);
  }

  @Override
  public Optional<Linearised> linearised(Tensor images) {
    model.require(images);
    return part.linearised(Optional.empty(), images);
  }

  @Override
  public void close() {
    if (own) {
      part.close();
    }
    model.close();
  }
}

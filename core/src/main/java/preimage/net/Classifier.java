package preimage.net;

import java.util.List;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
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

  /**
   * What the last layer is given and what it makes of it.
   *
   * @param features (n, d)
   * @param logits (n, classes)
   * @param maps what its activations give as images, each (n, c, h, w), in order
   */
  record Seen(Tensor features, Tensor logits, List<Tensor> maps) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.concat(Stream.of(features, logits), maps.stream());
    }
  }

  /**
   * Images on its own range → logits, and the features that they are made of.
   *
   * @throws preimage.spec.Misuse if it does not show them, as a TorchScript module
   */
  Seen see(Tensor images);

  @Override
  void close();
}

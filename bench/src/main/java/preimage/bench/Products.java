package preimage.bench;

import preimage.net.Architecture;
import preimage.net.Layer;
import preimage.net.Sequence;
import preimage.tensor.Shape;

/**
 * The multiply–adds of a sequence of layers for one sample: convolutions and linear maps only, as
 * everything else is below one part in a hundred.
 *
 * @param forward from input to output; the gradient of the weights costs as much again
 * @param first the share of the first such layer, spared where the input needs no gradient
 */
record Products(long forward, long first) {
  static Products of(Architecture architecture) {
    var layers =
        architecture.layer() instanceof Sequence sequence
            ? sequence
            : new Sequence(architecture.layer());
    long forward = 0;
    long first = 0;
    Shape shape = architecture.input();
    for (Layer layer : layers.layers()) {
      long products = layer.products(shape);
      first = first == 0 ? products : first;
      forward += products;
      shape = layer.output(shape);
    }
    return new Products(forward, first);
  }

  /** A step of learning: forward, the gradients of the weights, and those of all inner inputs. */
  long learning() {
    return 3 * forward - first;
  }
}

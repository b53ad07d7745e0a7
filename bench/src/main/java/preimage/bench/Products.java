package preimage.bench;

import preimage.net.Architecture;
import preimage.net.Conv;
import preimage.net.Deconv;
import preimage.net.Layer;
import preimage.net.Linear;
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
      long products = of(layer, shape);
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

  private static long of(Layer layer, Shape input) {
    return switch (layer) {
      case Conv conv -> kernel(input, conv.kernel()) * conv.output(input).count();
      case Deconv deconv -> (long) deconv.kernel() * deconv.kernel() * deconv.out() * input.count();
      case Linear linear -> (long) linear.out() * input.count();
      default -> 0;
    };
  }

  private static long kernel(Shape input, int side) {
    return (long) side * side * input.size(0);
  }
}

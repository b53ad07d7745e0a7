package preimage.net;

import preimage.tensor.Shape;

/** A layer that maps each value alone, or at least keeps the shape. */
interface Pointwise extends Layer {
  @Override
  default Shape output(Shape input) {
    return input;
  }
}

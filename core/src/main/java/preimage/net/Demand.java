package preimage.net;

import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What layers ask of their settings and inputs. */
final class Demand {
  private Demand() {}

  static void square(Shape image, String backbone, Integer... sizes) {
    boolean square = image.rank() == 3 && image.size(1) == image.size(2);
    var known = List.of(sizes);
    if (!square || !known.contains(image.size(1))) {
      throw new Misuse(backbone + " is for images of " + known + " pixels, not " + image);
    }
  }

  static void affine(Layer layer, String name) {
    if (!(layer instanceof Linear || layer instanceof Conv || layer instanceof Deconv)) {
      throw new Misuse(name + " takes linear, conv or deconv, not " + Layers.ALL.format(layer));
    }
  }

  /** (c, h, w) of an input; a vector counts as one pixel of many channels. */
  static Shape image(Shape input, String layer) {
    return switch (input.rank()) {
      case 1 -> Shape.of(input.size(0), 1, 1);
      case 3 -> input;
      default -> throw new Misuse(layer + " takes images or vectors, not " + input);
    };
  }

  /** A batch of vectors as images of one pixel. */
  static Tensor asImages(Tensor x) {
    return x.rank() == 2 ? x.reshape(x.size(0), x.size(1), 1, 1) : x;
  }

  static List<Parameter> weightAndBias(Shape weight, int fanIn, int out, boolean bias) {
    var w = new Parameter("weight", weight, Parameter.Role.WEIGHT, fanIn);
    return bias
        ? List.of(w, new Parameter("bias", Shape.of(out), Parameter.Role.BIAS, fanIn))
        : List.of(w);
  }

  static List<Parameter> scaleAndShift(Shape shape) {
    return List.of(
        new Parameter("weight", shape, Parameter.Role.SCALE, 1),
        new Parameter("bias", shape, Parameter.Role.SHIFT, 1));
  }
}

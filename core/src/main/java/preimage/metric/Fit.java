package preimage.metric;

import preimage.spec.Misuse;
import preimage.tensor.Interpolation;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Brings images to the size and the channels that an extractor expects. */
record Fit(Shape from, Shape to) {
  Fit {
    if (from.size(0) != to.size(0) && from.size(0) != 1) {
      throw new Misuse("the extractor takes images of " + to + ", which " + from + " do not fit");
    }
  }

  /** As they come, but grey ones in as many channels. */
  static Fit channels(Shape from, int channels) {
    return new Fit(from, Shape.of(channels, from.size(1), from.size(2)));
  }

  /** Squares of {@code size} pixels. */
  static Fit square(Shape from, int size) {
    return new Fit(from, Shape.of(from.size(0), size, size));
  }

  Tensor apply(Tensor pixels) {
    Tensor sized = resized() ? Interpolation.bilinear(pixels, to.size(1), to.size(2)) : pixels;
    return from.size(0) == to.size(0)
        ? sized
        : sized.expand(pixels.size(0), to.size(0), to.size(1), to.size(2));
  }

  private boolean resized() {
    return from.size(1) != to.size(1) || from.size(2) != to.size(2);
  }

  /** For manifests. */
  @Override
  public String toString() {
    var size = resized() ? "bilinear to " + to.size(1) + "×" + to.size(2) : "none";
    return from.size(0) == to.size(0) ? size : size + ", grey in " + to.size(0) + " channels";
  }
}

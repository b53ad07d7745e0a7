package preimage.net;

import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** The same values as images: (n, c·h·w) → (n, c, h, w). */
public record Reshape(int channels, int height, int width) implements Additive {
  public Reshape {
    Requires.atLeast(1, channels, "channels");
    Requires.atLeast(1, height, "height");
    Requires.atLeast(1, width, "width");
  }

  @Override
  public Shape output(Shape input) {
    var shape = Shape.of(channels, height, width);
    if (shape.count() != input.count()) {
      throw new Misuse("reshape cannot make " + shape + " of " + input);
    }
    return shape;
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return x.reshape(x.size(0), channels, height, width);
  }

  @Override
  public Tensor transposed(Tensor v, Tensor x) {
    return v.reshape(x.shape());
  }

  /** The same values as a vector: (n, …) → (n, m). */
  public record Flatten() implements Additive {
    @Override
    public Shape output(Shape input) {
      return Shape.of(input.count());
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x.flatten();
    }

    @Override
    public Tensor transposed(Tensor v, Tensor x) {
      return v.reshape(x.shape());
    }
  }
}

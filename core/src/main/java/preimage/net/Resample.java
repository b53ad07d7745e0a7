package preimage.net;

import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Adjoints;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Changes of resolution that have nothing to learn. */
public sealed interface Resample extends Layer {
  /** Repeats each pixel {@code factor} times in both directions. */
  record Upsample(int factor) implements Resample, Additive {
    public Upsample {
      Requires.atLeast(1, factor, "factor");
    }

    public Upsample() {
      this(2);
    }

    @Override
    public Shape output(Shape input) {
      var image = Demand.image(input, "upsample");
      return Shape.of(
          image.size(0),
          Math.multiplyExact(image.size(1), factor),
          Math.multiplyExact(image.size(2), factor));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return Demand.asImages(x).upsample(factor);
    }

    @Override
    public Tensor transposed(Tensor v, Tensor x) {
      return v.averagePool(factor).mul((double) factor * factor).reshape(x.shape());
    }
  }

  /** Averages squares of {@code size} pixels. */
  record AveragePool(int size) implements Resample, Additive {
    public AveragePool {
      Requires.atLeast(1, size, "size");
    }

    public AveragePool() {
      this(2);
    }

    @Override
    public Shape output(Shape input) {
      return pooled(input, size, size);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return Demand.asImages(x).averagePool(size);
    }

    @Override
    public Tensor transposed(Tensor v, Tensor x) {
      return Adjoints.averagePool(v, Demand.asImages(x), size).reshape(x.shape());
    }
  }

  /** The largest of each square of {@code size} pixels, {@code stride} apart. */
  record MaxPool(int size, int stride) implements Resample {
    public MaxPool {
      Requires.atLeast(1, size, "size");
      Requires.atLeast(1, stride, "stride");
    }

    public MaxPool() {
      this(2, 2);
    }

    @Override
    public Shape output(Shape input) {
      return pooled(input, size, stride);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return Demand.asImages(x).maxPool(size, stride);
    }
  }

  /** What becomes of all pixels of a channel. */
  enum Total {
    MEAN,
    SUM
  }

  /** Mean or sum of each channel: (n, c, h, w) → (n, c). */
  record GlobalPool(Total total) implements Resample, Additive {
    public GlobalPool() {
      this(Total.MEAN);
    }

    @Override
    public Shape output(Shape input) {
      return Shape.of(Demand.image(input, "global-pool").size(0));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      Tensor image = Demand.asImages(x);
      return switch (total) {
        case MEAN -> image.mean(3).mean(2);
        case SUM -> image.sum(3).sum(2);
      };
    }

    @Override
    public Tensor transposed(Tensor v, Tensor x) {
      Tensor image = Demand.asImages(x);
      long pixels = image.size(2) * image.size(3);
      Tensor spread = v.reshape(v.size(0), v.size(1), 1, 1).expand(image.shape());
      return (total == Total.SUM ? spread : spread.div((double) pixels)).reshape(x.shape());
    }
  }

  private static Shape pooled(Shape input, int size, int stride) {
    var image = Demand.image(input, "pooling");
    if (image.size(1) < size || image.size(2) < size) {
      throw new Misuse("squares of " + size + " pixels do not fit into " + input);
    }
    return Shape.of(
        image.size(0), (image.size(1) - size) / stride + 1, (image.size(2) - size) / stride + 1);
  }
}

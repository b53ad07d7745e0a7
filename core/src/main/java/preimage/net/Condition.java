package preimage.net;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Dtype;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What a network is told beside its input, one value a sample: G(c, z), D(c, x). */
public sealed interface Condition {
  /** The shape of what the network's layers take in, the condition joined to {@code input}. */
  Shape joined(Shape input);

  /**
   * Joins the condition's {@code values} to a batch {@code x}.
   *
   * @throws Misuse if values are missing, superfluous or of another size than the batch
   */
  Tensor join(Tensor x, Optional<Tensor> values);

  /** Tangents (m, …) of what is joined to the condition as tangents of the whole. */
  Tensor joinTangent(Tensor t);

  /** The transpose of {@link #joinTangent}: the share of {@code x} in cotangents of the whole. */
  Tensor parted(Tensor v, Tensor x);

  /** The values of {@code n} samples, to try a network with. */
  default Optional<Tensor> blank(int n) {
    return switch (this) {
      case None _ -> Optional.empty();
      case Label _ -> Optional.of(Tensor.of(new int[n]));
      case Image i -> Optional.of(Tensor.zeros(n, i.channels, i.height, i.width));
    };
  }

  /** Nothing. */
  record None() implements Condition {
    @Override
    public Shape joined(Shape input) {
      return input;
    }

    @Override
    public Tensor join(Tensor x, Optional<Tensor> values) {
      if (values.isPresent()) {
        throw new Misuse("this network takes no condition");
      }
      return x;
    }

    @Override
    public Tensor joinTangent(Tensor t) {
      return t;
    }

    @Override
    public Tensor parted(Tensor v, Tensor x) {
      return v;
    }
  }

  /**
   * A class number, int64 (n), joined as a unit vector: further components of a vector, further
   * channels, each constant, of an image.
   *
   * @see <a href="https://arxiv.org/abs/1411.1784">Mirza and Osindero, 2014</a>
   */
  record Label(int classes) implements Condition {
    public Label {
      Requires.atLeast(2, classes, "classes");
    }

    @Override
    public Shape joined(Shape input) {
      return more(input, classes);
    }

    @Override
    public Tensor join(Tensor x, Optional<Tensor> values) {
      Tensor labels = required(x, values, "a class number");
      if (labels.rank() != 1 || labels.dtype() != Dtype.INT64) {
        throw new Misuse("class numbers must be whole numbers (n), not " + labels);
      }
      for (long label : labels.toLongs()) {
        if (label < 0 || label >= classes) {
          throw new Misuse("class numbers must lie in 0 … " + (classes - 1) + ", not " + label);
        }
      }
      Tensor units = labels.oneHot(classes).to(x.dtype());
      if (x.rank() == 2) {
        return Tensor.cat(List.of(x, units), 1);
      }
      Tensor planes =
          units.reshape(x.size(0), classes, 1, 1).expand(x.size(0), classes, x.size(2), x.size(3));
      return Tensor.cat(List.of(x, planes), 1);
    }

    @Override
    public Tensor joinTangent(Tensor t) {
      return widened(t, classes);
    }

    @Override
    public Tensor parted(Tensor v, Tensor x) {
      return v.narrow(1, 0, x.size(1));
    }
  }

  /** An image (n, c, h, w): further channels of an image of the same size, or of a vector. */
  record Image(int channels, int height, int width) implements Condition {
    public Image {
      Requires.atLeast(1, channels, "channels");
      Requires.atLeast(1, height, "height");
      Requires.atLeast(1, width, "width");
    }

    @Override
    public Shape joined(Shape input) {
      if (input.rank() == 1) {
        return Shape.of(Math.addExact(channels, input.size(0)), height, width);
      }
      if (input.rank() != 3 || input.size(1) != height || input.size(2) != width) {
        throw new Misuse("a condition of " + height + "×" + width + " cannot join " + input);
      }
      return more(input, channels);
    }

    @Override
    public Tensor join(Tensor x, Optional<Tensor> values) {
      Tensor images = required(x, values, "an image");
      if (!images.sample().equals(Shape.of(channels, height, width))) {
        throw new Misuse(
            "conditions must be images of %d×%d×%d, not %s"
                .formatted(channels, height, width, images.sample()));
      }
      return Tensor.cat(List.of(planes(x), images), 1);
    }

    private Tensor planes(Tensor x) {
      return x.rank() == 2
          ? x.reshape(x.size(0), x.size(1), 1, 1).expand(x.size(0), x.size(1), height, width)
          : x;
    }

    @Override
    public Tensor joinTangent(Tensor t) {
      return widened(planes(t), channels);
    }

    @Override
    public Tensor parted(Tensor v, Tensor x) {
      Tensor mine = v.narrow(1, 0, x.size(1));
      return x.rank() == 2 ? mine.sum(3).sum(2) : mine;
    }
  }

  private static Shape more(Shape input, int channels) {
    var sizes = input.sizes().stream().mapToInt(Integer::intValue).toArray();
    sizes[0] = Math.addExact(sizes[0], channels);
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  /** {@code channels} more of zeros. */
  private static Tensor widened(Tensor t, int channels) {
    Tensor one = t.narrow(1, 0, 1).mul(0);
    var shape = one.shape();
    shape[1] = channels;
    return Tensor.cat(List.of(t, one.expand(shape)), 1);
  }

  private static Tensor required(Tensor x, Optional<Tensor> values, String what) {
    Tensor given =
        values.orElseThrow(() -> new Misuse("this network needs " + what + " for each sample"));
    if (given.size(0) != x.size(0)) {
      throw new Misuse(x.size(0) + " samples cannot have " + given.size(0) + " conditions");
    }
    return given;
  }
}

package preimage.latent;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Latents and what goes with them.
 *
 * @param z n rows of d values
 * @param labels a class number for each, or none at all
 * @param conditions a condition image for each, pixels in [0, 1], where the generator takes one
 */
public record Latents(float[][] z, int[] labels, Optional<Images> conditions) {
  public Latents {
    if (z.length < 1) {
      throw new Misuse("there is no latent");
    }
    if (labels.length != 0 && labels.length != z.length) {
      throw new Misuse(z.length + " latents cannot have " + labels.length + " labels");
    }
    conditions.ifPresent(images -> {
      if (images.count() != z.length) {
        throw new Misuse(z.length + " latents cannot have " + images.count() + " condition images");
      }
    });
  }

  /** For a generator that takes nothing else. */
  public static Latents of(float[][] z) {
    return of(z, new int[0]);
  }

  /** With a class number for each, or none at all. */
  public static Latents of(float[][] z, int[] labels) {
    return new Latents(z, labels, Optional.empty());
  }

  /** Draws of a generator's prior, in its classes in turn; those of sample i always the same. */
  public static Latents drawn(Generator generator, int count, long seed) {
    return of(Sampling.latents(generator, count, seed), Sampling.turns(generator, count));
  }

  public int count() {
    return z.length;
  }

  public int dimension() {
    return z[0].length;
  }

  /** Other latents of the same samples. */
  public Latents with(float[][] other) {
    return new Latents(other, labels, conditions);
  }

  /** Those at {@code index}, in that order. */
  public Latents rows(int... index) {
    return new Latents(
        Arrays.stream(index).mapToObj(i -> z[i]).toArray(float[][]::new),
        labels.length == 0 ? labels : Arrays.stream(index).map(i -> labels[i]).toArray(),
        conditions.map(c -> c.rows(index)));
  }

  /** Those from {@code from} up to but not including {@code to}. */
  Latents slice(int from, int to) {
    return rows(IntStream.range(from, to).toArray());
  }

  /** The first {@code count}, or all if there are fewer. */
  public Latents first(int count) {
    return rows(IntStream.range(0, Math.min(count, count())).toArray());
  }

  /**
   * Latents at equal distances on the line from the first of two to the second, both included, made
   * with what goes with the first.
   *
   * @param frames how many, at least 2
   */
  public Latents between(int frames) {
    if (count() != 2) {
      throw new Misuse("frames lie between two latents, not " + count());
    }
    float[][] way = Interpolation.LINEAR.path(z[0], z[1], frames);
    return rows(new int[frames]).with(way);
  }

  /**
   * Refuses what a generator cannot make images of.
   *
   * @throws Misuse if a latent has another dimension, or what goes with the latents is missing, or
   *     superfluous
   */
  public void requireFor(Generator generator) {
    int d = generator.prior().dimension();
    for (var row : z) {
      if (row.length != d) {
        throw new Misuse(
            "this generator takes latents of %d components, not %d".formatted(d, row.length));
      }
    }
    switch (generator.condition()) {
      case Condition.None _ -> {
        if (labels.length > 0 || conditions.isPresent()) {
          throw new Misuse("this generator takes no labels and no condition images");
        }
      }
      case Condition.Label(int classes) -> {
        if (conditions.isPresent()) {
          throw new Misuse("this generator takes class numbers and no condition images");
        }
        if (labels.length == 0) {
          throw new Misuse("this generator needs a class number for each latent");
        }
        for (int label : labels) {
          if (label < 0 || label >= classes) {
            throw new Misuse("class numbers must lie in 0 … " + (classes - 1) + ", not " + label);
          }
        }
      }
      case Condition.Image(int c, int h, int w) -> {
        if (labels.length > 0) {
          throw new Misuse("this generator takes condition images and no labels");
        }
        if (conditions.isEmpty()) {
          throw new Misuse("this generator needs a condition image for each latent");
        }
        var shape = conditions.orElseThrow().shape();
        if (!shape.equals(Shape.of(c, h, w))) {
          throw new Misuse(
              "conditions must be images of %d×%d×%d, not %s".formatted(c, h, w, shape));
        }
      }
    }
  }

  /** Those from {@code from} up to but not including {@code to} (n, d). */
  Tensor tensor(int from, int to) {
    int d = dimension();
    var values = new float[(to - from) * d];
    for (int i = from; i < to; i++) {
      System.arraycopy(z[i], 0, values, (i - from) * d, d);
    }
    return Tensor.of(values, to - from, d);
  }

  /** What a generator is told of them; images on its own range, as those that it makes. */
  Optional<Tensor> condition(Generator generator, int from, int to) {
    return switch (generator.condition()) {
      case Condition.None _ -> Optional.empty();
      case Condition.Label _ -> Optional.of(Tensor.of(Arrays.copyOfRange(labels, from, to)));
      case Condition.Image _ ->
          conditions
              .map(c -> c.slice(from, to))
              .map(c -> Tensor.of(c.pixels(), c.shape().batch(c.count())))
              .map(c -> generator.scale().fromPixels(c));
    };
  }

  /** The rows of (n, d), on the heap. */
  static float[][] rows(Tensor z) {
    float[] values = z.toArray();
    int d = Math.toIntExact(z.size(1));
    var rows = new float[values.length / d][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * d, (i + 1) * d));
    return rows;
  }
}

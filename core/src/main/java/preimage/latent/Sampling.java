package preimage.latent;

import java.util.Arrays;
import java.util.Optional;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What a generator makes of latents, in chunks. */
public final class Sampling {
  private static final int CHUNK = 256;

  private Sampling() {}

  /**
   * Latents of the prior as rows of d values, those of sample i the same whatever {@code count}.
   */
  public static float[][] latents(Generator generator, int count, long seed) {
    var rng = Rng.of(seed).purpose("latents");
    var rows = new float[count][];
    for (int from = 0; from < count; from += CHUNK) {
      int begin = from;
      int end = Math.min(count, from + CHUNK);
      Scope.run(() -> {
        Tensor z = generator.prior().draw(rng, Rng.samples(begin, end));
        for (int i = begin; i < end; i++) {
          rows[i] = z.narrow(0, i - begin, 1).toArray();
        }
      });
    }
    return rows;
  }

  /**
   * G(c, z) for rows of latents.
   *
   * @param labels class numbers of a label-conditional generator, else empty
   * @return images (n, c, h, w) with the labels, clipped to [0, 1]
   * @throws Misuse if the latents have not the prior's dimension, or labels are missing or not as
   *     many
   */
  public static Images images(Generator generator, float[][] latents, int[] labels) {
    if (labels.length != 0 && labels.length != latents.length) {
      throw new Misuse(latents.length + " latents cannot have " + labels.length + " labels");
    }
    int d = generator.prior().dimension();
    Shape shape = generator.image();
    var pixels = new float[Math.multiplyExact(latents.length, shape.count())];
    for (int from = 0; from < latents.length; from += CHUNK) {
      int begin = from;
      int end = Math.min(latents.length, from + CHUNK);
      var chunk = new float[(end - begin) * d];
      for (int i = begin; i < end; i++) {
        if (latents[i].length != d) {
          throw new Misuse(
              "this generator takes latents of %d components, not %d"
                  .formatted(d, latents[i].length));
        }
        System.arraycopy(latents[i], 0, chunk, (i - begin) * d, d);
      }
      var made =
          Scope.withoutGradient(() -> {
            Tensor own =
                generator.apply(condition(labels, begin, end), Tensor.of(chunk, end - begin, d));
            return generator.scale().toPixels(own).clamp(0, 1).toArray();
          });
      System.arraycopy(made, 0, pixels, begin * shape.count(), made.length);
    }
    return new Images(shape, pixels, labels);
  }

  /** Class numbers 0, 1, … in turn for a label-conditional generator, else none. */
  public static int[] turns(Generator generator, int count) {
    if (!(generator.condition() instanceof Condition.Label label)) {
      return new int[0];
    }
    var labels = new int[count];
    Arrays.setAll(labels, i -> i % label.classes());
    return labels;
  }

  private static Optional<Tensor> condition(int[] labels, int from, int to) {
    return labels.length == 0
        ? Optional.empty()
        : Optional.of(Tensor.of(Arrays.copyOfRange(labels, from, to)));
  }
}

package preimage.latent;

import java.util.Arrays;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.Critic;
import preimage.net.Generator;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/** What a generator makes of latents, in chunks. */
public final class Sampling {
  private static final int CHUNK = 256;

  /** Values that can be written as one array of bytes. */
  private static final int MOST = Integer.MAX_VALUE / Float.BYTES - 8;

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
    return images(generator, Latents.of(latents, labels));
  }

  /**
   * G(c, z) for latents and what goes with them.
   *
   * @return images (n, c, h, w) with the labels, clipped to [0, 1]
   * @throws Misuse if the generator makes none of such latents
   */
  public static Images images(Generator generator, Latents latents) {
    return images(generator, latents, Progress.silent());
  }

  /** The same, saying how many are made. */
  public static Images images(Generator generator, Latents latents, Progress progress) {
    latents.requireFor(generator);
    requireRoom(generator, latents.count());
    Shape shape = generator.image();
    var pixels = new float[latents.count() * shape.count()];
    try (var task = progress.start("sampling", "images", latents.count())) {
      inChunks(
          latents.count(),
          (from, to) -> {
            Tensor own =
                generator.apply(latents.condition(generator, from, to), latents.tensor(from, to));
            float[] made = generator.scale().toPixels(own).clamp(0, 1).toArray();
            System.arraycopy(made, 0, pixels, from * shape.count(), made.length);
            task.at(to);
          });
    }
    return new Images(shape, pixels, latents.labels());
  }

  /**
   * Refuses what no array could hold.
   *
   * @throws Misuse if {@code count} images are too many
   */
  public static void requireRoom(Generator generator, int count) {
    int most = MOST / generator.image().count();
    if (count > most) {
      throw new Misuse(
          "%,d images of %s do not fit into one array; ask for at most %,d"
              .formatted(count, generator.image(), most));
    }
  }

  /**
   * The critic's score D(c, G(c, z)) of each latent's image.
   *
   * @throws Misuse if the generator makes no image of such latents, or the critic cannot judge it
   */
  public static double[] scores(Generator generator, Critic critic, Latents latents) {
    latents.requireFor(generator);
    Scored.requireFit("the generator", generator, "the critic", critic);
    var scores = new double[latents.count()];
    inChunks(
        latents.count(),
        (from, to) -> {
          var condition = latents.condition(generator, from, to);
          var scored = new Scored(generator, critic, condition, new ScoreLoss.Score());
          double[] some = scored.score(latents.tensor(from, to)).toDoubles();
          System.arraycopy(some, 0, scores, from, some.length);
        });
    return scores;
  }

  private interface Chunk {
    void at(int from, int to);
  }

  private static void inChunks(int count, Chunk chunk) {
    for (int from = 0; from < count; from += CHUNK) {
      int begin = from;
      Scope.run(() ->
          Scope.withoutGradient(() -> {
            chunk.at(begin, Math.min(count, begin + CHUNK));
            return Bundle.NONE;
          }));
    }
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
}

package preimage.latent;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * Components of a latent that leave no trace in a generator's images: whatever is recovered there
 * is where the search happened to begin.
 */
public final class Unused {
  /** Latents about which each component is tried: units may be silent at one of them. */
  private static final int PLACES = 2;

  /** Images made at once. */
  private static final int ROWS = 64;

  /** A relative difference of so many distances from 1 to the next float is rounding. */
  private static final double ROUNDING = 64;

  private Unused() {}

  /** The components, counted from 0, without any effect when another draw's takes their place. */
  public static int[] components(Generator generator) {
    int d = generator.prior().dimension();
    var used = new boolean[d];
    for (int place = 0; place < PLACES; place++) {
      long sample = 2L * place;
      for (int from = 0; from < d; from += ROWS) {
        int begin = from;
        int end = Math.min(d, from + ROWS);
        Scope.run(() -> mark(generator, sample, begin, end, used));
      }
    }
    return IntStream.range(0, d).filter(i -> !used[i]).toArray();
  }

  private static void mark(Generator generator, long sample, int from, int to, boolean[] used) {
    var rng = Rng.of(0).purpose("unused");
    float[] here = generator.prior().draw(rng, sample).toArray();
    float[] there = generator.prior().draw(rng, sample + 1).toArray();
    int d = here.length;
    int rows = to - from + 1;
    var z = new float[rows * d];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(here, 0, z, row * d, d);
      if (row > 0) {
        z[row * d + from + row - 1] = there[from + row - 1];
      }
    }
    float[] images =
        Scope.withoutGradient(
            () -> generator.apply(blank(generator, rows), Tensor.of(z, rows, d)).toArray());
    int size = images.length / rows;
    double largest = IntStream.range(0, size).mapToDouble(i -> Math.abs(images[i])).max().orElse(0);
    for (int row = 1; row < rows; row++) {
      int start = row * size;
      double moved =
          IntStream.range(0, size)
              .mapToDouble(i -> Math.abs(images[start + i] - images[i]))
              .max()
              .orElse(0);
      // A difference that is no number is none that could be called small.
      used[from + row - 1] |= !(moved <= ROUNDING * Math.ulp(1f) * largest);
    }
  }

  private static Optional<Tensor> blank(Generator generator, int rows) {
    return switch (generator.condition()) {
      case Condition.None _ -> Optional.empty();
      case Condition.Label _ -> Optional.of(Tensor.of(new int[rows]));
      case Condition.Image i ->
          Optional.of(Tensor.zeros(rows, i.channels(), i.height(), i.width()));
    };
  }

  /** A sentence for people, if there are such components. */
  public static Optional<String> warning(Generator generator) {
    int[] unused = components(generator);
    if (unused.length == 0) {
      return Optional.empty();
    }
    var names = Arrays.stream(unused).limit(8).mapToObj(String::valueOf).toList();
    return Optional.of(
        "the generator ignores %d of its %d latent components (%s%s): what is recovered there is"
                .formatted(
                    unused.length,
                    generator.prior().dimension(),
                    String.join(", ", names),
                    unused.length > names.size() ? ", …" : "")
            + " where the search began");
  }
}

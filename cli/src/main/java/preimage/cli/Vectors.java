package preimage.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.latent.Sampling;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.spec.Misuse;

/** Rows of numbers in NumPy's files. */
final class Vectors {
  private Vectors() {}

  /**
   * The class numbers of a vector (n).
   *
   * @throws Misuse if the file holds no vector of whole numbers
   */
  static int[] labels(Path file) {
    return labels(Npy.read(file), file.toString());
  }

  /**
   * The class numbers, {@code times} each, that a {@code .npz} file of latents holds as the array
   * {@code label}, if any.
   *
   * @throws Misuse if it is no vector of whole numbers
   */
  static Optional<int[]> told(Path file, int times) {
    return file.toString().endsWith(".npz")
        ? Npz.read(file)
            .array("label")
            .map(array ->
                Arrays.stream(labels(array, file + ": label"))
                    .flatMap(c -> IntStream.generate(() -> c).limit(times))
                    .toArray())
        : Optional.empty();
  }

  /**
   * The class numbers that a generator is told with {@code n} latents: as {@code labels} says, as
   * the file of the latents does, or in turn. A result may hold those of targets for a generator
   * that is told none.
   */
  static int[] classes(Optional<Path> labels, Optional<Path> latents, Generator generator, int n) {
    return labels
        .map(Vectors::labels)
        .or(() ->
            latents
                .filter(_ -> generator.condition() instanceof Condition.Label)
                .flatMap(file -> told(file, 1)))
        .orElseGet(() -> Sampling.turns(generator, n));
  }

  private static int[] labels(NdArray array, String place) {
    if (array.shape().size() != 1 || array.type().isFloating()) {
      throw new Misuse(
          place
              + ": labels must be whole numbers of shape (n) but are "
              + array.type()
              + " of "
              + array.shape());
    }
    return Arrays.stream(array.longs())
        .mapToInt(label -> Math.clamp(label, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .toArray();
  }

  /**
   * The rows of a matrix (n, d).
   *
   * @param what they are called in complaints
   * @throws Misuse if the file holds no matrix, or a value is not finite
   */
  static float[][] read(Path file, String what) {
    return Npy.read(file).rows(file.toString(), what);
  }

  /**
   * Latents (n, d): those of a {@code .npy} file, or the array {@code z} of a {@code .npz} file.
   *
   * @throws Misuse if there are none
   */
  static float[][] latents(Path file) {
    return file.toString().endsWith(".npz")
        ? array(Npz.read(file), file, "z")
        : read(file, "latents");
  }

  /**
   * Pairs of latents as rows 2 i and 2 i + 1: the rows i of the arrays {@code z0} and {@code z}.
   *
   * @throws Misuse if the file does not hold both, of one shape
   */
  static float[][] pairs(Path file) {
    var arrays = Npz.read(file);
    float[][] first = array(arrays, file, "z0");
    float[][] second = array(arrays, file, "z");
    if (first.length != second.length || first[0].length != second[0].length) {
      throw new Misuse(
          "%s: z0 and z do not make pairs: %d latents of %d components, %d of %d"
              .formatted(file, first.length, first[0].length, second.length, second[0].length));
    }
    var rows = new float[2 * first.length][];
    Arrays.setAll(rows, i -> i % 2 == 0 ? first[i / 2] : second[i / 2]);
    return rows;
  }

  private static float[][] array(Npz arrays, Path file, String name) {
    var array =
        arrays
            .array(name)
            .orElseThrow(() ->
                new Misuse(
                    "%s: no array '%s' among %s".formatted(file, name, arrays.arrays().keySet())));
    return array.rows(file + ": " + name, "latents");
  }
}

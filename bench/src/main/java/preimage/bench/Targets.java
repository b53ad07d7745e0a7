package preimage.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.latent.Aim;
import preimage.latent.Distance;
import preimage.latent.Sampling;
import preimage.net.Generator;
import preimage.search.Adam;
import preimage.search.Draws;
import preimage.search.Problem;
import preimage.search.Projection;
import preimage.search.Schedule;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * Generated images to recover, and where searches for their latents begin: the same for us and for
 * rivals, who read them from files.
 *
 * @param images on the generator's own range
 */
record Targets(float[][] truth, float[][] starts, float[] images, int[] shape) {
  /** The built-in generator, whose file the rivals read. */
  static final String MODEL = "fashion-dcgan";

  static final Path WEIGHTS =
      Path.of("core", "src", "main", "resources", "preimage", "models", MODEL + ".safetensors");

  /** Those of {@code count} latents drawn with {@code seed}. */
  static Targets draw(Generator generator, int count, long seed) {
    var truth = Sampling.latents(generator, count, seed);
    var image = generator.image();
    var images = Scope.withoutGradient(() -> generator.apply(rows(truth, 0, count)).toArray());
    int[] shape = {count, image.size(0), image.size(1), image.size(2)};
    return new Targets(truth, Sampling.latents(generator, count, seed + 1), images, shape);
  }

  int count() {
    return truth.length;
  }

  /**
   * Searches for the first {@code count} from their starts by Adam at rate 0.1, as a library user
   * would have it done; says the mean loss at the end.
   */
  double search(Generator generator, int first, int count, int steps) {
    return Scope.call(() -> {
      int size = images.length / count();
      var chosen = Arrays.copyOfRange(images, first * size, (first + count) * size);
      Tensor target = Tensor.of(chosen, generator.image().batch(count));
      var near = new Distance.Squared().from(new Aim(generator, Optional.empty(), target, first));
      var draws = new Draws(Rng.of(0), Rng.samples(first, first + count));
      var found =
          new Adam(0.1, steps, new Schedule.Constant())
              .solve(new Problem(near, Projection.none(), draws), rows(starts, first, count));
      return found.value().mean().item();
    });
  }

  /** Some of the latents as a batch (count, d). */
  static Tensor rows(float[][] latents, int first, int count) {
    int d = latents[first].length;
    var values = new float[count * d];
    for (int i = 0; i < count; i++) {
      System.arraycopy(latents[first + i], 0, values, i * d, d);
    }
    return Tensor.of(values, count, d);
  }

  /** Files of these arrays in a folder that goes when the program ends. */
  Paths write() {
    try {
      var folder = Files.createTempDirectory("preimage-bench");
      folder.toFile().deleteOnExit();
      return new Paths(
          file(folder.resolve("targets.npy"), NdArray.of(images, shape)),
          file(folder.resolve("starts.npy"), array(starts)),
          file(folder.resolve("truth.npy"), array(truth)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the rivals find what we search for. */
  record Paths(String targets, String starts, String truth) {}

  private static String file(Path path, NdArray array) {
    Npy.write(path, array);
    path.toFile().deleteOnExit();
    return path.toString();
  }

  private static NdArray array(float[][] rows) {
    int d = rows[0].length;
    var values = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * d, d);
    }
    return NdArray.of(values, rows.length, d);
  }
}

package preimage.latent;

import java.nio.file.Path;
import java.util.Arrays;
import preimage.io.Npy;
import preimage.net.Generator;
import preimage.search.Starts;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * Latents of a file, one for each target; further starts are draws from the prior.
 *
 * @param file a .npy file of latents (n, d)
 */
public record Saved(String file) implements Start {
  @Override
  public Starts of(Aim aim) {
    throw new IllegalStateException("the latents of " + file + " have not been read");
  }

  /**
   * {@inheritDoc}
   *
   * @throws Misuse if the file holds no matrix
   */
  @Override
  public Start fitted(Generator generator, Rng rng) {
    var array = Npy.read(Path.of(file));
    if (array.shape().size() != 2) {
      throw new Misuse(file + ": starts must have shape (n, d) but have " + array.shape());
    }
    int d = array.shape().get(1);
    float[] values = array.floats();
    var rows = new float[array.shape().getFirst()][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * d, (i + 1) * d));
    return new Given(rows);
  }
}

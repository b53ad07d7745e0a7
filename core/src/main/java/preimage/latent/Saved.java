package preimage.latent;

import java.nio.file.Path;
import java.util.List;
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
  public List<Path> files() {
    return List.of(Path.of(file));
  }

  @Override
  public Starts of(Aim aim) {
    throw new IllegalStateException("the latents of " + file + " have not been read");
  }

  /**
   * {@inheritDoc}
   *
   * @throws Misuse if the file holds no matrix of numbers
   */
  @Override
  public Start fitted(Generator generator, Rng rng) {
    return new Given(Npy.read(Path.of(file)).rows(file, "starts"));
  }
}

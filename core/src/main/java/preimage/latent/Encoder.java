package preimage.latent;

import java.nio.file.Path;
import java.util.List;
import preimage.net.FeatureMap;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.search.Starts;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * What an encoder makes of the target; further starts are draws from the prior.
 *
 * <p>Its evaluation, by another network than the one that is searched, is not charged.
 *
 * @param network a .safetensors file of a network, imported as a classifier, that takes images to
 *     vectors of the latent's size, in its own normalisation
 */
public record Encoder(String network) implements Start {
  @Override
  public List<Path> files() {
    return List.of(Path.of(network));
  }

  @Override
  public Starts of(Aim aim) {
    throw new IllegalStateException("the network " + network + " has not been read");
  }

  @Override
  public Start fitted(Generator generator, Rng rng) {
    return new Opened(network, Models.features(network, "output"));
  }

  /** The network, read. */
  private record Opened(String name, FeatureMap map) implements Start {
    @Override
    public Starts of(Aim aim) {
      var generator = aim.generator();
      var prior = generator.prior();
      if (!map.image().equals(generator.image())) {
        throw new Misuse(
            "%s takes images of %s but the generator makes %s"
                .formatted(name, map.image(), generator.image()));
      }
      Tensor guess =
          Scope.withoutGradient(() -> map.at(map.scale().from(generator.scale(), aim.target())));
      if (guess.rank() != 2 || guess.size(1) != prior.dimension()) {
        throw new Misuse(
            "%s gives vectors of %s but latents have %d components"
                .formatted(name, guess.sample(), prior.dimension()));
      }
      return (restart, rows, draws) ->
          restart == 0 ? guess.rows(Tensor.of(rows)) : prior.draw(draws.rng(), draws.samples());
    }

    @Override
    public void close() {
      map.close();
    }
  }
}

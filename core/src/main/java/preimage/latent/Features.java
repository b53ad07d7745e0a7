package preimage.latent;

import java.nio.file.Path;
import java.util.List;
import preimage.net.FeatureMap;
import preimage.net.Models;
import preimage.search.Objective;
import preimage.spec.Misuse;

/**
 * The mean of squared differences of the features that a classifier or critic sees in both images,
 * which it is given in its own normalisation whatever the generator's range is. Least squares.
 *
 * @param network a .safetensors file
 * @param layer one of its layers; see {@link preimage.net.Model#features}
 * @see <a href="https://arxiv.org/abs/1702.04782">Lipton and Tripathi, 2017</a>, section 4, for the
 *     search in networks other than generators
 */
public record Features(String network, String layer) implements Distance {
  /**
   * The features of an open network, which closing this closes.
   *
   * @throws Misuse if it takes other images than the generator makes
   */
  public static Distance of(FeatureMap map) {
    return new Opened(map);
  }

  @Override
  public List<Path> files() {
    return List.of(Path.of(network));
  }

  @Override
  public Distance opened() {
    return new Opened(Models.features(network, layer));
  }

  @Override
  public Objective from(Aim aim) {
    throw new IllegalStateException("the network of " + this + " has not been opened");
  }

  private record Opened(FeatureMap map) implements Distance {
    @Override
    public Objective from(Aim aim) {
      if (!map.image().equals(aim.generator().image())) {
        throw new Misuse(
            "the network of the features takes images of %s but the generator makes %s"
                .formatted(map.image(), aim.generator().image()));
      }
      return new FeatureMatch(map, aim);
    }

    @Override
    public void close() {
      map.close();
    }
  }
}

package preimage.latent;

import java.nio.file.Path;
import java.util.List;
import preimage.search.Objective;
import preimage.search.Residual;
import preimage.tensor.Tensor;

/**
 * How far the image of a latent is from its target.
 *
 * <p>Distances are measured on pixels in [−1, 1], whatever range the generator itself has: the
 * published rates and weights belong to that range.
 */
public interface Distance extends AutoCloseable {
  /** The distance (n) of G(c, z) from the target, as a function of z (n, d). */
  Objective from(Aim aim);

  /** This, having read the files that it needs, to be closed when the search is over. */
  default Distance opened() {
    return this;
  }

  /** The files that it needs. */
  default List<Path> files() {
    return List.of();
  }

  /** Gives back what {@link #opened} has taken. */
  @Override
  default void close() {}

  /** The mean over pixels and channels of (G(c, z) − x)²; Lipton and Tripathi, 2017. */
  record Squared() implements Distance {
    @Override
    public Objective from(Aim aim) {
      return new Reconstruction(aim);
    }
  }

  /** The mean over pixels and channels of |G(c, z) − x|; the later version of Cho's code. */
  record Absolute() implements Distance {
    @Override
    public Objective from(Aim aim) {
      return new Mean(new Reconstruction(aim));
    }

    private record Mean(Residual difference) implements Objective {
      @Override
      public Tensor at(Tensor z) {
        return difference.residual(z).abs().mean(1);
      }

      @Override
      public Objective rows(Tensor index) {
        return new Mean(difference.rows(index));
      }
    }
  }
}

package preimage.latent;

import java.nio.file.Path;
import java.util.List;
import preimage.net.Generator;
import preimage.search.Draws;
import preimage.search.Starts;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Further starts near the best end so far, moved by a normal draw in each component: a search that
 * ended in a local minimum has most of the image right already.
 *
 * <p>Where all starts are made at once ({@code enough=0}), or run a race, they are those of {@code
 * first}.
 *
 * @param first where the first start is made
 * @param spread of the draw, in standard deviations of the prior; positive
 * @see <a href="https://doi.org/10.1021/jp970984n">Wales and Doye, 1997</a>, basin hopping
 */
public record Hop(Start first, double spread) implements Start {
  public Hop {
    if (!(spread > 0)) {
      throw new Misuse("spread must be positive but was " + spread);
    }
  }

  /** From a linear guess, .3 of the prior's deviation; measured on a DCGAN of 28×28 pixels. */
  public Hop() {
    this(new Ridge(), .3);
  }

  @Override
  public Start fitted(Generator generator, Rng rng) {
    return new Hop(first.fitted(generator, rng), spread);
  }

  @Override
  public List<Path> files() {
    return first.files();
  }

  @Override
  public void requireFor(int targets) {
    first.requireFor(targets);
  }

  @Override
  public void close() {
    first.close();
  }

  @Override
  public long fitting(Generator generator) {
    return first.fitting(generator);
  }

  @Override
  public Starts of(Aim aim) {
    var begun = first.of(aim);
    double deviation = aim.generator().prior().deviation();
    return new Starts() {
      @Override
      public Tensor at(int restart, int[] rows, Draws draws) {
        return begun.at(restart, rows, draws);
      }

      @Override
      public Tensor after(Tensor best, int restart, int[] rows, Draws draws) {
        return best.add(draws.normal(Shape.of((int) best.size(1))).mul(spread * deviation));
      }
    };
  }
}

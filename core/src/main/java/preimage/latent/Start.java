package preimage.latent;

import java.nio.file.Path;
import java.util.List;
import preimage.net.Generator;
import preimage.net.LatentPrior;
import preimage.search.Draws;
import preimage.search.Starts;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/** Where the recovery of a latent begins. */
public interface Start extends AutoCloseable {
  /** The starts (n, d) for a batch; of several, those after the first had better be drawn. */
  Starts of(Aim aim);

  /** This, having learnt from the generator what it needs, for any thread to use; to be closed. */
  default Start fitted(Generator generator, Rng rng) {
    return this;
  }

  /**
   * Refuses what it has no start for.
   *
   * @throws Misuse if there are more or fewer targets than it knows starts for
   */
  default void requireFor(int targets) {}

  /** Gives back what {@link #fitted} has taken. */
  @Override
  default void close() {}

  /** The files that decide where it begins. */
  default List<Path> files() {
    return List.of();
  }

  /** What {@link #fitted} costs, once a generator, in forward-equivalents. */
  default long fitting(Generator generator) {
    return 0;
  }

  /** Draws from the prior. */
  record Prior() implements Start {
    @Override
    public Starts of(Aim aim) {
      return (restart, rows, draws) -> drawn(aim.generator().prior(), draws);
    }
  }

  /** The origin; further starts are draws from the prior. */
  record Zero() implements Start {
    @Override
    public Starts of(Aim aim) {
      return constant(aim.generator().prior(), 0);
    }
  }

  /** The mean of the prior; further starts are draws from it. */
  record Mean() implements Start {
    @Override
    public Starts of(Aim aim) {
      var prior = aim.generator().prior();
      double mean = prior.support().map(i -> (i.lower() + i.upper()) / 2).orElse(0.);
      return constant(prior, mean);
    }
  }

  /**
   * Latents at hand; further starts are draws from the prior.
   *
   * @param latents one row of d values for each target
   */
  record Given(float[][] latents) implements Start {
    @Override
    public Starts of(Aim aim) {
      var prior = aim.generator().prior();
      return (restart, rows, draws) -> {
        if (restart > 0) {
          return drawn(prior, draws);
        }
        int d = prior.dimension();
        var values = new float[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
          System.arraycopy(row(aim.first() + rows[i], d), 0, values, i * d, d);
        }
        return Tensor.of(values, rows.length, d);
      };
    }

    @Override
    public void requireFor(int targets) {
      if (targets != latents.length) {
        throw new Misuse("%d starts cannot serve %d targets".formatted(latents.length, targets));
      }
    }

    private float[] row(int target, int d) {
      if (latents[target].length != d) {
        throw new Misuse(
            "a start has %d components but this generator takes latents of %d"
                .formatted(latents[target].length, d));
      }
      return latents[target];
    }
  }

  private static Starts constant(LatentPrior prior, double value) {
    return (restart, rows, draws) ->
        restart == 0 ? Tensor.full(value, rows.length, prior.dimension()) : drawn(prior, draws);
  }

  private static Tensor drawn(LatentPrior prior, Draws draws) {
    return prior.draw(draws.rng(), draws.samples());
  }
}

package preimage.train;

import java.util.Optional;
import preimage.latent.PairRatio;
import preimage.search.Objective;
import preimage.search.Projection;
import preimage.search.Stride;
import preimage.spec.Requires;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/**
 * AdvLatGAN-div: the generator shall tell pairs of latents apart that have been searched so that it
 * does not.
 *
 * @param step ε of an update
 * @param start the deviation of a partner's start from its latent; the paper gives no number
 * @param ratio what is made small, of each pair or of the batch
 * @param both whether the critic judges both images of a pair; if so the step has one draw of
 *     latents, and else the generator has its own, of drawn class numbers
 * @param weight |λ| of what the generator makes of the pairs
 * @param form of that
 * @see <a href="https://openreview.net/forum?id=VQlfZsNRwRE">AdvLatGAN, 2022</a>, algorithm 2
 */
public record Div(
    double step,
    int steps,
    double start,
    Ratio ratio,
    Statistics statistics,
    boolean both,
    double weight,
    ModeSeeking.Form form)
    implements LatentSearch, LatentSearch.Pairing {
  /** Distance of images over distance of latents, both mean absolute differences. */
  public enum Ratio {
    /** d(images) / d(latents) of each pair. */
    SAMPLE,
    /** E d(images) / (E d(latents) + 1). */
    BATCH
  }

  public Div {
    Requires.notNegative(step, "step");
    Requires.atLeast(1, steps, "steps");
    Requires.positive(start, "start");
    Requires.notNegative(weight, "weight");
  }

  /** As in the paper. */
  public Div() {
    this(.01, 3, .08, Ratio.SAMPLE, Statistics.RUNNING, false, 1, ModeSeeking.Form.RATIO);
  }

  /** As in the released code. */
  public static Div released() {
    return new Div(.004, 3, .08, Ratio.BATCH, Statistics.BATCH, true, 1, ModeSeeking.Form.INVERSE);
  }

  @Override
  public Optional<Pairing> pairing() {
    return Optional.of(this);
  }

  @Override
  public ModeSeeking term() {
    return new ModeSeeking(weight, form, 1e-5, both);
  }

  @Override
  public Optional<Integer> generatorBatch(int batch) {
    return both ? Optional.empty() : Optional.of(batch);
  }

  @Override
  public boolean drawsLabels() {
    return !both;
  }

  @Override
  public Tensor partner(Players players, Tensor z) {
    var rows = Rng.samples(0, z.size(0));
    Tensor noise = players.rng().purpose("start").normal(z.sample(), rows).mul(start);
    Tensor first = players.generator().untouched(() -> players.images(z, statistics)).detach();
    var objective = new Closeness(players, z, first, this);
    var stride = new Stride(step, Stride.Direction.SIGN);
    return players.walked(objective, z.add(noise), Projection.none(), stride, steps);
  }

  /** Equation 8, for partners of latents {@code z} with these images. */
  private record Closeness(Players players, Tensor z, Tensor images, Div how) implements Objective {
    @Override
    public Tensor at(Tensor point) {
      Tensor made = players.images(point, how.statistics);
      return switch (how.ratio) {
        case SAMPLE -> PairRatio.of(made, images, point, z, PairRatio.TINY);
        case BATCH -> {
          Tensor apart = made.sub(images).abs().mean();
          yield apart.div(point.sub(z).abs().mean().add(1)).expand(point.size(0));
        }
      };
    }

    @Override
    public Objective rows(Tensor index) {
      return new Closeness(players, z.rows(index), images.rows(index), how);
    }

    @Override
    public boolean coupled() {
      return how.ratio == Ratio.BATCH || how.statistics == Statistics.BATCH;
    }
  }
}

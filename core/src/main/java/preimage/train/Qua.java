package preimage.train;

import java.util.Optional;
import preimage.search.Norm;
import preimage.search.Projection;
import preimage.search.Stride;
import preimage.spec.Requires;
import preimage.tensor.Tensor;

/**
 * AdvLatGAN-qua: the critic is trained on the images of latents that have been moved to where it
 * likes them better, the generator on those of plain ones.
 *
 * @param step ε of an update
 * @param direction the sign of the gradient (AT+LIN) or the gradient itself (AT+GD): of each
 *     latent's own loss or, where batch norm's statistics are those of the batch, of its mean loss,
 *     as released, which is n times as short
 * @param radius the most that a component moves; none: as far as the steps lead
 * @param once whether one draw and search serve all updates of the critic in a step
 * @param plain plain latents for the generator, in batches
 * @see <a href="https://openreview.net/forum?id=VQlfZsNRwRE">AdvLatGAN, 2022</a>, algorithm 1; ε:
 *     table 17, DCGAN
 */
public record Qua(
    double step,
    int steps,
    Stride.Direction direction,
    Optional<Double> radius,
    Statistics statistics,
    boolean once,
    int plain)
    implements LatentSearch {
  public Qua {
    Requires.notNegative(step, "step");
    Requires.atLeast(1, steps, "steps");
    radius.ifPresent(r -> Requires.notNegative(r, "radius"));
    Requires.atLeast(1, plain, "plain");
  }

  /** As in the paper. */
  public Qua() {
    this(.01, 1, Stride.Direction.SIGN, Optional.empty(), Statistics.RUNNING, false, 1);
  }

  /** As in the released code, with ε of its DCGAN on CIFAR-10. */
  public static Qua released() {
    return new Qua(.03, 1, Stride.Direction.SIGN, Optional.empty(), Statistics.BATCH, true, 2);
  }

  @Override
  public Tensor forCritic(Players players, Tensor z) {
    var within = radius.map(r -> Projection.ball(Norm.LINF, z, r)).orElse(Projection.none());
    var objective = new Approval(players, statistics);
    return players.walked(objective, z, within, new Stride(size(z.size(0)), direction), steps);
  }

  /** The gradient of a mean of n losses is that of their sum over n; its sign is the same. */
  private double size(long n) {
    boolean ofMean = statistics == Statistics.BATCH && direction == Stride.Direction.GRADIENT;
    return ofMean ? step / n : step;
  }

  @Override
  public Optional<Integer> generatorBatch(int batch) {
    return Optional.of(Math.multiplyExact(plain, batch));
  }
}

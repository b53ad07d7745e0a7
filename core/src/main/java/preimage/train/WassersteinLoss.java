package preimage.train;

import java.util.Map;
import java.util.Optional;
import preimage.latent.ScoreLoss;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.spec.Requires;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * The critic makes D(G(z)) − D(x) small, the generator −D(G(z)); they differ in what keeps the
 * critic from scoring ever steeper.
 */
public interface WassersteinLoss extends GanLoss {
  @Override
  default Tensor critic(Tensor real, Tensor fake) {
    return fake.mean().sub(real.mean());
  }

  @Override
  default Tensor generator(Tensor fake) {
    return new ScoreLoss.Score().of(fake);
  }

  @Override
  default Optional<ScoreLoss> scoreLoss() {
    return Optional.of(new ScoreLoss.Score());
  }

  /**
   * Every weight of the critic is clipped to ±{@code clip} after each update.
   *
   * @see <a href="https://arxiv.org/abs/1701.07875">Arjovsky et al., 2017</a>, algorithm 1
   */
  record Clipped(double clip) implements WassersteinLoss {
    public Clipped {
      Requires.positive(clip, "clip");
    }

    public Clipped() {
      this(.01);
    }

    @Override
    public void tame(Weights critic) {
      critic
          .learned()
          .forEach(name -> critic.assign(Map.of(name, critic.named(name).clamp(-clip, clip))));
    }
  }

  /**
   * The gradient of the critic has length 1 between real and generated images: + weight · E(‖∇D‖ −
   * 1)². Its layers go without batch norm, under which samples have no gradient of their own.
   *
   * @see <a href="https://arxiv.org/abs/1704.00028">Gulrajani et al., 2017</a>, algorithm 1
   */
  record GradientPenalty(double weight) implements WassersteinLoss {
    public GradientPenalty {
      Requires.notNegative(weight, "weight");
    }

    public GradientPenalty() {
      this(10);
    }

    @Override
    public Tensor critic(Game game) {
      Tensor length = Slopes.between(game).add(1e-12).sqrt();
      return WassersteinLoss.super.critic(game).add(length.add(-1).square().mean().mul(weight));
    }

    @Override
    public Architecture shaped(Architecture critic, Condition condition) {
      return Shaping.withoutBatchNorm(critic);
    }
  }

  /**
   * The Wasserstein divergence: + k · E‖∇D‖ᵖ between real and generated images. No batch norm.
   *
   * @see <a href="https://arxiv.org/abs/1712.01026">Wu et al., 2018</a>, algorithm 1: k = 2, p = 6
   */
  record Divergence(double k, double p) implements WassersteinLoss {
    public Divergence {
      Requires.notNegative(k, "k");
      Requires.notNegative(p, "p");
    }

    public Divergence() {
      this(2, 6);
    }

    @Override
    public Tensor critic(Game game) {
      // ‖∇D‖ᵖ = (‖∇D‖²)^(p/2), as exp(p/2 · log) of what is never 0.
      Tensor power = Slopes.between(game).add(1e-12).log().mul(p / 2).exp();
      return WassersteinLoss.super.critic(game).add(power.mean().mul(k));
    }

    @Override
    public Architecture shaped(Architecture critic, Condition condition) {
      return Shaping.withoutBatchNorm(critic);
    }
  }
}

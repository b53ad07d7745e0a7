package preimage.train;

import java.util.Optional;
import preimage.net.Backbone;
import preimage.net.Condition;
import preimage.net.LatentPrior;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.search.AdamRule;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * How a generator and a critic are trained against each other.
 *
 * @param batch images in a step
 * @param rate Adam's learning rate for both
 * @param decay of the exponential moving average of the generator's weights
 * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al., 2015</a>, section 4
 */
public record GanTraining(
    GanLoss loss,
    Backbone backbone,
    LatentPrior prior,
    int batch,
    double rate,
    double beta1,
    double beta2,
    double decay) {
  private static final double EPSILON = 1e-8;

  public GanTraining {
    if (batch < 2) {
      throw new Misuse("batch must be at least 2, for batch norm, but was " + batch);
    }
    if (!(rate > 0)) {
      throw new Misuse("rate must be positive but was " + rate);
    }
    var _ = new AdamRule(beta1, beta2, EPSILON);
    if (!(decay >= 0 && decay < 1)) {
      throw new Misuse("decay must lie in [0, 1) but was " + decay);
    }
  }

  public GanTraining() {
    this(
        new GanLoss.NonSaturating(),
        new Backbone.Dcgan(),
        new LatentPrior.Uniform(100),
        64,
        2e-4,
        0.5,
        0.999,
        0.999);
  }

  /** The losses of one step, averaged over its batch. */
  public record Losses(double critic, double generator) {
    public boolean finite() {
      return Double.isFinite(critic) && Double.isFinite(generator);
    }
  }

  /**
   * Both players before the first step, for images of {@code shape}.
   *
   * @throws Misuse if the backbone has none for such images or conditions
   */
  public GanState start(Shape shape, Condition condition, long seed) {
    var latent = condition.joined(Shape.of(prior.dimension()));
    var generator = backbone.generator(latent, shape);
    if (!generator.output().equals(shape)) {
      throw new Misuse("the backbone makes " + generator.output() + " of " + latent);
    }
    return GanState.start(
        generator,
        backbone.critic(condition.joined(shape)),
        backbone.initialisation(),
        Rng.of(seed).purpose("weights"));
  }

  /**
   * One update of the critic, one of the generator, one of its average.
   *
   * @param pixels (batch, c, h, w) in [0, 1]
   * @param labels their class numbers, for conditional players
   */
  public Losses step(
      GanState state, Condition condition, Tensor pixels, Optional<Tensor> labels, Rng rng) {
    return Scope.call(() -> {
      var now = rng.step(state.step());
      var rows = Rng.samples(0, batch);
      var adam = new AdamRule(beta1, beta2, EPSILON);
      Tensor real = PixelScale.SIGNED.fromPixels(pixels);
      Tensor z = prior.draw(now.purpose("latents"), rows);
      Tensor fake = state.generator().train(condition.join(z, labels), now.purpose("generator"));

      var critic = state.critic();
      Tensor criticLoss =
          loss.critic(
              scores(critic, condition.join(real, labels), now.purpose("real")),
              scores(critic, condition.join(fake.detach(), labels), now.purpose("fake")));
      var criticGradient = critic.weights().gradientOf(criticLoss);
      state.criticAdam().descend(critic.weights(), criticGradient, adam, rate, state.step());

      Tensor generatorLoss =
          loss.generator(scores(critic, condition.join(fake, labels), now.purpose("judged")));
      var weights = state.generator().weights();
      var gradient = weights.gradientOf(generatorLoss);
      state.generatorAdam().descend(weights, gradient, adam, rate, state.step());

      state.average().update(weights.asMap(), (_, mean, w) -> mean.lerp(w, 1 - decay));
      state.average().assign(weights.buffers());
      state.advance();
      return new Losses(criticLoss.item(), generatorLoss.item());
    });
  }

  private static Tensor scores(Network critic, Tensor images, Rng rng) {
    return critic.train(images, rng).reshape(images.size(0));
  }
}

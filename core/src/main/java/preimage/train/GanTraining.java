package preimage.train;

import java.util.Optional;
import preimage.net.Architecture;
import preimage.net.Backbone;
import preimage.net.Condition;
import preimage.net.LatentPrior;
import preimage.search.AdamRule;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * How a generator and a critic are trained against each other.
 *
 * @param batch images in an update of the critic
 * @param rate Adam's learning rate for both
 * @param decay of the exponential moving average of the generator's weights; 0: the last ones
 * @param criticSteps updates of the critic, each with images of its own, in a step
 * @param generatorBatch latents that are drawn for the generator; none: the critic's last serve
 *     both
 * @param labels what generated images are conditioned on, where that is class numbers
 * @param flips whether real images are mirrored, each with probability ½
 * @param fade steps in which the rate falls to 0 in a line; none: it stays
 * @param latent what is done to latents
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
    double decay,
    int criticSteps,
    Optional<Integer> generatorBatch,
    Labels labels,
    boolean flips,
    Optional<Long> fade,
    LatentSearch latent) {
  private static final double EPSILON = 1e-8;

  /** Where the class numbers of generated images come from. */
  public enum Labels {
    /** They are those of the real images beside them. */
    REAL,
    /** They are drawn, all classes alike. */
    UNIFORM
  }

  public GanTraining {
    atLeastTwo(batch, "batch");
    generatorBatch.ifPresent(n -> atLeastTwo(n, "generator-batch"));
    if (!(rate > 0)) {
      throw new Misuse("rate must be positive but was " + rate);
    }
    var _ = new AdamRule(beta1, beta2, EPSILON);
    if (!(decay >= 0 && decay < 1)) {
      throw new Misuse("decay must lie in [0, 1) but was " + decay);
    }
    Requires.atLeast(1, criticSteps, "critic-steps");
    fade.ifPresent(steps -> Requires.positive(steps, "fade"));
  }

  private static void atLeastTwo(int batch, String name) {
    if (batch < 2) {
      throw new Misuse(name + " must be at least 2, for batch norm, but was " + batch);
    }
  }

  /** One update of the critic in a step, and nothing done to images, latents or the rate. */
  public GanTraining(
      GanLoss loss,
      Backbone backbone,
      LatentPrior prior,
      int batch,
      double rate,
      double beta1,
      double beta2,
      double decay) {
    this(
        loss,
        backbone,
        prior,
        batch,
        rate,
        beta1,
        beta2,
        decay,
        1,
        Optional.empty(),
        Labels.REAL,
        false,
        Optional.empty(),
        new LatentSearch.None());
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

  /** The losses of one step, averaged over its batch; the critic's are those of its last update. */
  public record Losses(double critic, double generator) {
    public boolean finite() {
      return Double.isFinite(critic) && Double.isFinite(generator);
    }
  }

  private GanTraining with(
      GanLoss game, int images, Optional<Integer> own, Optional<Long> fading, LatentSearch search) {
    return new GanTraining(
        game,
        backbone,
        prior,
        images,
        rate,
        beta1,
        beta2,
        decay,
        criticSteps,
        own,
        labels,
        flips,
        fading,
        search);
  }

  /** The same with so many images in an update, and latents of the generator in proportion. */
  public GanTraining batch(int images) {
    var own = generatorBatch.map(n -> (int) Math.max(2, Math.round((double) n * images / batch)));
    return with(loss, images, own, fade, latent);
  }

  /** The same with another loss. */
  public GanTraining loss(GanLoss other) {
    return with(other, batch, generatorBatch, fade, latent);
  }

  /** The same with another search of latents. */
  public GanTraining latent(LatentSearch other) {
    return with(loss, batch, generatorBatch, fade, other);
  }

  /** The same with no more latents of the generator's own than the search of latents asks for. */
  public GanTraining shared() {
    return with(loss, batch, Optional.empty(), fade, latent);
  }

  /** The same whose rate, if it falls, does so over so many steps. */
  public GanTraining over(long steps) {
    return with(loss, batch, generatorBatch, fade.map(_ -> steps), latent);
  }

  /** Latents of its own that the generator is trained on in a step; none: the critic's last. */
  Optional<Integer> own() {
    return generatorBatch.or(() -> latent.generatorBatch(batch));
  }

  /** Real images in a step. */
  public int images() {
    return Math.multiplyExact(batch, criticSteps);
  }

  /**
   * The generator's layers, for images of {@code shape}.
   *
   * @throws Misuse if the backbone has none for such images or conditions
   */
  public Architecture generator(Shape shape, Condition condition) {
    var latent = condition.joined(Shape.of(prior.dimension()));
    var generator = backbone.generator(latent, shape);
    if (!generator.output().equals(shape)) {
      throw new Misuse("the backbone makes " + generator.output() + " of " + latent);
    }
    return generator;
  }

  /**
   * The critic's layers, for images of {@code shape}.
   *
   * @throws Misuse if the backbone has none for such images, or the loss cannot be played by them
   */
  public Architecture critic(Shape shape, Condition condition) {
    if (loss.paired() && own().orElse(batch) != batch) {
      throw new Misuse(
          "this loss compares generated images with real ones, %d with %d: give generator-batch=none"
                  .formatted(own().orElse(batch), batch)
              + " and a latent search with plain=1");
    }
    return loss.shaped(backbone.critic(loss.told(condition).joined(shape)), condition);
  }

  /**
   * Both players before the first step, for images of {@code shape}.
   *
   * @throws Misuse if the backbone has none for such images or conditions, or the loss cannot be
   *     played by them
   */
  public GanState start(Shape shape, Condition condition, long seed) {
    // The game first: what it misses says more than what the backbone does.
    var critic = critic(shape, condition);
    return GanState.start(
        generator(shape, condition),
        critic,
        backbone.initialisation(),
        Rng.of(seed).purpose("weights"));
  }

  /**
   * The updates of the critic, one of the generator, one of its average.
   *
   * @param pixels ({@link #images}, c, h, w) in [0, 1]
   * @param values their class numbers, or the images that go with them on [−1, 1], for conditional
   *     players
   */
  public Losses step(
      GanState state, Condition condition, Tensor pixels, Optional<Tensor> values, Rng rng) {
    return Scope.call(
        () -> new GanStep(this, state, condition, rng.step(state.step())).take(pixels, values));
  }

  /** The rate of the step after {@code step} steps. */
  double rate(long step) {
    return fade.map(all -> rate * Math.max(0, 1 - step / (double) all)).orElse(rate);
  }

  AdamRule adam() {
    return new AdamRule(beta1, beta2, EPSILON);
  }
}

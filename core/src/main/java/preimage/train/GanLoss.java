package preimage.train;

import java.util.Optional;
import preimage.latent.ScoreLoss;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * The game between generator and critic: what each makes small.
 *
 * <p>Most games are two functions of scores; what else a game may ask for has a default that asks
 * for nothing.
 */
public interface GanLoss {
  /** What the critic makes small: scores of real and of generated images (n) → (). */
  Tensor critic(Tensor real, Tensor fake);

  /**
   * What the generator makes small, each of its images by itself: scores (n) → (n). Searches that
   * improve latents make this small, too.
   */
  Tensor generator(Tensor fake);

  /** {@link #generator(Tensor)} by its name among the losses of scores, if it has one. */
  default Optional<ScoreLoss> scoreLoss() {
    return Optional.empty();
  }

  /** What the critic makes small in a whole exchange. */
  default Tensor critic(Game game) {
    return critic(game.real().score(), game.fake().score());
  }

  /** What the generator makes small in a whole exchange. */
  default Tensor generator(Game game) {
    return generator(game.judged().score()).mean();
  }

  /** Whether every image must have a class number. */
  default boolean needsLabels() {
    return false;
  }

  /** What the critic is told beside the images, where the generator is told {@code condition}. */
  default Condition told(Condition condition) {
    return condition;
  }

  /**
   * The critic's layers as this game needs them, made of a backbone's.
   *
   * @throws preimage.spec.Misuse if it cannot be played with such layers or such a condition
   */
  default Architecture shaped(Architecture critic, Condition condition) {
    return critic;
  }

  /** Whether generated images are compared with the real ones beside them, one with one. */
  default boolean paired() {
    return false;
  }

  /** How often the critic is updated with the same images, see {@link Game#round}. */
  default int rounds() {
    return 1;
  }

  /** What is done to the critic's weights after each update. */
  default void tame(Weights critic) {}

  /** What is asked of pairs of generated images, if anything. */
  default Optional<ModeSeeking> pairs() {
    return Optional.empty();
  }

  /** A game that adds something to another one. */
  interface Extended extends GanLoss {
    /** The game that is added to. */
    GanLoss game();

    @Override
    default Tensor critic(Tensor real, Tensor fake) {
      return game().critic(real, fake);
    }

    @Override
    default Tensor generator(Tensor fake) {
      return game().generator(fake);
    }

    @Override
    default Optional<ScoreLoss> scoreLoss() {
      return game().scoreLoss();
    }

    @Override
    default Tensor critic(Game game) {
      return game().critic(game);
    }

    @Override
    default Tensor generator(Game game) {
      return game().generator(game);
    }

    @Override
    default boolean needsLabels() {
      return game().needsLabels();
    }

    @Override
    default Condition told(Condition condition) {
      return game().told(condition);
    }

    @Override
    default Architecture shaped(Architecture critic, Condition condition) {
      return game().shaped(critic, condition);
    }

    @Override
    default boolean paired() {
      return game().paired();
    }

    @Override
    default int rounds() {
      return game().rounds();
    }

    @Override
    default void tame(Weights critic) {
      game().tame(critic);
    }

    @Override
    default Optional<ModeSeeking> pairs() {
      return game().pairs();
    }
  }

  /**
   * One value for both sides: the critic makes softplus(−D(x)) + softplus(D(G(z))) small, the
   * generator log(1 − σ(D(G(z)))) = −softplus(D(G(z))).
   *
   * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al., 2014</a>, equation 1
   */
  record Minimax() implements GanLoss {
    @Override
    public Tensor critic(Tensor real, Tensor fake) {
      return real.neg().softplus().mean().add(fake.softplus().mean());
    }

    @Override
    public Tensor generator(Tensor fake) {
      return new ScoreLoss.Minimax().of(fake);
    }

    @Override
    public Optional<ScoreLoss> scoreLoss() {
      return Optional.of(new ScoreLoss.Minimax());
    }
  }

  /**
   * Each side's log-likelihood, the generator's turned round so that it does not vanish: the critic
   * makes softplus(−D(x)) + softplus(D(G(z))) small, the generator softplus(−D(G(z))).
   *
   * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al., 2014</a>, section 3
   */
  record NonSaturating() implements GanLoss {
    @Override
    public Tensor critic(Tensor real, Tensor fake) {
      return real.neg().softplus().mean().add(fake.softplus().mean());
    }

    @Override
    public Tensor generator(Tensor fake) {
      return new ScoreLoss.NonSaturating().of(fake);
    }

    @Override
    public Optional<ScoreLoss> scoreLoss() {
      return Optional.of(new ScoreLoss.NonSaturating());
    }
  }

  /**
   * Squared distances to targets: the critic makes (D(x) − 1)² + D(G(z))² small, the generator
   * (D(G(z)) − 1)². The published factor of ½ on everything is left out.
   *
   * @see <a href="https://arxiv.org/abs/1611.04076">Mao et al., 2017</a>, equation 9
   */
  record LeastSquares() implements GanLoss {
    @Override
    public Tensor critic(Tensor real, Tensor fake) {
      return real.add(-1).square().mean().add(fake.square().mean());
    }

    @Override
    public Tensor generator(Tensor fake) {
      return new ScoreLoss.LeastSquares().of(fake);
    }

    @Override
    public Optional<ScoreLoss> scoreLoss() {
      return Optional.of(new ScoreLoss.LeastSquares());
    }
  }

  /**
   * Margins: the critic makes max(0, 1 − D(x)) + max(0, 1 + D(G(z))) small, the generator −D(G(z)).
   *
   * @see <a href="https://arxiv.org/abs/1705.02894">Lim and Ye, 2017</a>, equation 7
   */
  record Hinge() implements GanLoss {
    @Override
    public Tensor critic(Tensor real, Tensor fake) {
      return real.neg().add(1).relu().mean().add(fake.add(1).relu().mean());
    }

    @Override
    public Tensor generator(Tensor fake) {
      return new ScoreLoss.Score().of(fake);
    }

    @Override
    public Optional<ScoreLoss> scoreLoss() {
      return Optional.of(new ScoreLoss.Score());
    }
  }
}

package preimage.train;

import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Linear;
import preimage.net.Proxies;
import preimage.net.Sequence;
import preimage.spec.Requires;
import preimage.tensor.Tensor;

/** Games whose critic is not told the class but says it; both players want it to be right. */
public interface Classified extends GanLoss.Extended {
  @Override
  default boolean needsLabels() {
    return true;
  }

  @Override
  default Condition told(Condition condition) {
    return new Condition.None();
  }

  /** Minus the log-probability of the class of each image: logits (n, k), labels (n) → (). */
  static Tensor crossEntropy(Tensor logits, Tensor labels) {
    return each(logits, labels).mean();
  }

  /** The same of each image: (n). */
  static Tensor each(Tensor logits, Tensor labels) {
    return logits.logSoftmax(1).gather(labels.reshape(-1, 1)).reshape(-1).neg();
  }

  private static Tensor contrast(Rebooted how, Game.Judged judged, Game.Side side) {
    return contrast(how, judged.more(), side.labels());
  }

  /** The rebooted term of cosines and embeddings (n, k + e), and labels (n) → (). */
  static Tensor contrast(Rebooted how, Tensor said, Tensor labels) {
    long classes = said.size(1) - how.embedding;
    Tensor own = said.narrow(1, 0, classes).gather(labels.reshape(-1, 1)).reshape(-1);
    Tensor pulled = own.add(-how.pull).clamp(-2, 0).div(how.temperature);
    Tensor f = said.narrow(1, classes, how.embedding);
    Tensor pushed = f.matmul(f.transpose(0, 1)).add(-how.push).relu().div(how.temperature).exp();
    Tensor others = labels.reshape(-1, 1).same(labels.reshape(1, -1)).not().to(said.dtype());
    return pulled.exp().add(pushed.mul(others).sum(1)).log().sub(pulled).mean();
  }

  /** Whether a critic scores the classes; the rebooted one says more than scores. */
  static boolean scored(GanLoss game) {
    return game instanceof Acgan
        || (game instanceof GanLoss.Extended more
            && !(game instanceof Rebooted)
            && scored(more.game()));
  }

  /**
   * Classification by logits: each player adds weight · (−log p(c | x)), the critic of real and
   * generated images.
   *
   * @see <a href="https://arxiv.org/abs/1610.09585">Odena et al., 2017</a>, equations 2 and 3
   */
  record Acgan(GanLoss game, double weight) implements Classified {
    public Acgan {
      Requires.notNegative(weight, "weight");
    }

    public Acgan() {
      this(new NonSaturating(), 1);
    }

    @Override
    public Architecture shaped(Architecture critic, Condition condition) {
      int classes = Shaping.classes(condition, "acgan");
      return Shaping.saying(new Linear(classes), game.shaped(critic, condition), "acgan");
    }

    @Override
    public Tensor critic(Game play) {
      return game.critic(play)
          .add(crossEntropy(play.real().more(), play.reals().labels()).mul(weight))
          .add(crossEntropy(play.fake().more(), play.fakes().labels()).mul(weight));
    }

    @Override
    public Tensor generator(Game play) {
      return game.generator(play)
          .add(crossEntropy(play.judged().more(), play.fakes().labels()).mul(weight));
    }
  }

  /**
   * Classification by cosines between embeddings f of length 1 and class directions v, against the
   * embeddings of other classes in the batch: −log(eᵖ / (eᵖ + Σⱼ e^([fᵢ·fⱼ − mₙ]₊ / τ))) with p =
   * [f·v − mₚ]₋ / τ; the critic adds it for real images, the generator for its own.
   *
   * @param temperature τ
   * @param pull mₚ, the cosine that is enough for the own class
   * @param push mₙ, the cosine that is little enough for others
   * @see <a href="https://arxiv.org/abs/2111.01118">Kang et al., 2021</a>, equation 8
   */
  record Rebooted(
      GanLoss game, double weight, int embedding, double temperature, double pull, double push)
      implements Classified {
    public Rebooted {
      Requires.notNegative(weight, "weight");
      Requires.atLeast(1, embedding, "embedding");
      Requires.positive(temperature, "temperature");
    }

    public Rebooted() {
      this(new Hinge(), 1, 512, .5, .98, .02);
    }

    @Override
    public Architecture shaped(Architecture critic, Condition condition) {
      int classes = Shaping.classes(condition, "acgan-rebooted");
      var says = new Sequence(new Linear(embedding), new Proxies(classes));
      return Shaping.saying(says, game.shaped(critic, condition), "acgan-rebooted");
    }

    @Override
    public Tensor critic(Game play) {
      return game.critic(play).add(contrast(this, play.real(), play.reals()).mul(weight));
    }

    @Override
    public Tensor generator(Game play) {
      return game.generator(play).add(contrast(this, play.judged(), play.fakes()).mul(weight));
    }
  }
}

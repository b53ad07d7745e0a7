package preimage.train;

import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Residual;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Tensor;

/**
 * Games whose critic is trained on images moved to where it errs. Radii and steps are in pixels of
 * [0, 1], as everywhere; the networks' own scale is twice as wide.
 */
public interface Attacked extends GanLoss.Extended {
  /** Own units in one of pixels: [−1, 1] for [0, 1]. */
  double OWN = 2;

  /** How unreal the critic finds real images: −log σ(D(x)) (n). */
  static Tensor doubt(Game.Judged judged) {
    return judged.score().neg().softplus();
  }

  private static Game.Side stepped(Game play, double radius) {
    return play.attacked(play.reals(), Attacked::doubt, radius * OWN, radius * OWN, 1);
  }

  /**
   * A further update of the critic, with real images that one step of the sign has moved; nothing
   * is moved in the first steps of the training.
   *
   * @param radius one step of 1/255 on [−1, 1]
   * @param from the step of the training from which on they are moved
   * @see <a href="https://arxiv.org/abs/1912.09670">Liu et al., 2019</a>; numbers: released code
   */
  record Asgan(GanLoss game, double radius, long from) implements Attacked {
    public Asgan {
      Requires.notNegative(radius, "radius");
    }

    public Asgan() {
      this(new NonSaturating(), 1 / 510.0, 300);
    }

    @Override
    public int rounds() {
      return 2 * game.rounds();
    }

    @Override
    public Tensor critic(Game play) {
      boolean moved = play.round() % 2 == 1 && play.step() >= from;
      return game.critic(moved ? play.over(stepped(play, radius), play.fakes()) : play);
    }
  }

  /**
   * Real images that one step of the sign has moved take the place of real ones.
   *
   * @param radius one step of 1/255 on [−1, 1]
   * @see <a href="https://arxiv.org/abs/2008.03364">Zhong et al., 2020</a>
   */
  record FastGan(GanLoss game, double radius) implements Attacked {
    public FastGan {
      Requires.notNegative(radius, "radius");
    }

    public FastGan() {
      this(new Hinge(), 1 / 510.0);
    }

    @Override
    public Tensor critic(Game play) {
      return game.critic(play.over(stepped(play, radius), play.fakes()));
    }
  }

  /**
   * Real images that several steps have moved to where they pass for generated ones of another
   * class take the place of real ones; the critic says the class, too.
   *
   * @param game one whose critic says the class, by a score for each
   * @param radius δ of the paper, 0.0625 on [−1, 1]
   * @param size of a step, .0078 on [−1, 1], so that five do not reach the radius
   * @see <a href="https://arxiv.org/abs/1807.10454">Liu and Hsieh, 2019</a>, section 3; numbers:
   *     released code
   */
  record RobGan(GanLoss game, double radius, double size, int steps) implements Attacked {
    public RobGan {
      Requires.notNegative(radius, "radius");
      Requires.notNegative(size, "size");
      Requires.atLeast(1, steps, "steps");
      if (!Classified.scored(game)) {
        throw new Misuse("rob-gan needs a game where a critic scores classes: acgan(...)");
      }
    }

    public RobGan() {
      this(new Classified.Acgan(), .03125, .0039, 5);
    }

    @Override
    public Tensor critic(Game play) {
      Tensor labels = play.reals().labels();
      var moved =
          play.attacked(
              play.reals(),
              judged -> doubt(judged).add(Classified.each(judged.more(), labels)),
              radius * OWN,
              size * OWN,
              steps);
      return game.critic(play.over(moved, play.fakes()));
    }
  }

  /**
   * Real and generated images are moved by {@code length} along the gradient to where the critic
   * takes them for the other kind; the critic is trained on these, and what it sees of an image in
   * its last layer but one shall not move with it.
   *
   * @param length ℓ2, on [−1, 1] · ½
   * @param weight of ‖Δφ‖ of real and of generated images
   * @see <a href="https://openreview.net/forum?id=BJxYEsAqY7">Zhou and Krähenbühl, 2018</a>;
   *     numbers: released code
   */
  record RobDis(GanLoss game, double length, double weight) implements Attacked {
    public RobDis {
      Requires.notNegative(length, "length");
      Requires.notNegative(weight, "weight");
    }

    public RobDis() {
      this(new NonSaturating(), 5e-5, 10);
    }

    @Override
    public Architecture shaped(Architecture critic, Condition condition) {
      return Shaping.saying(new Residual.Identity(), game.shaped(critic, condition), "robdis");
    }

    @Override
    public Tensor critic(Game play) {
      var real = play.raised(play.reals(), -length * OWN);
      var there = play.over(real, play.raised(play.fakes(), length * OWN));
      Tensor loss = game.critic(there);
      Tensor shift =
          shift(play.judge(play.reals(), "still"), there.real())
              .add(shift(play.judge(play.fakes(), "still"), there.fake()));
      return loss.add(shift.mul(weight));
    }
  }

  /** How far apart the rest of what the critic says is, ℓ2, on average. */
  private static Tensor shift(Game.Judged here, Game.Judged there) {
    return there.more().sub(here.more()).square().sumPerSample().add(1e-12).sqrt().mean();
  }
}

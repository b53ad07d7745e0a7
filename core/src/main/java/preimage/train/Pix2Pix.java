package preimage.train;

import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Tensor;

/**
 * Another game, whose generator shall also come close to the real image that goes with the
 * condition: + weight · E|x − G(c, z)|, on [−1, 1].
 *
 * @see <a href="https://arxiv.org/abs/1611.07004">Isola et al., 2017</a>, equations 3 and 4
 */
public record Pix2Pix(GanLoss game, double weight) implements GanLoss.Extended {
  public Pix2Pix {
    Requires.notNegative(weight, "weight");
  }

  public Pix2Pix() {
    this(new NonSaturating(), 100);
  }

  @Override
  public boolean paired() {
    return true;
  }

  @Override
  public Architecture shaped(Architecture critic, Condition condition) {
    if (!(condition instanceof Condition.Image)) {
      throw new Misuse("pix2pix learns from pairs of images: it needs the condition 'image'");
    }
    return game.shaped(critic, condition);
  }

  @Override
  public Tensor generator(Game play) {
    Tensor off = play.reals().images().sub(play.fakes().images());
    return game.generator(play).add(off.abs().mean().mul(weight));
  }
}

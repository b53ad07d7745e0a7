package preimage.train;

import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.spec.Requires;
import preimage.tensor.Tensor;

/**
 * Another game whose critic shall be flat at real images: + weight/2 · E‖∇D(x)‖². No batch norm.
 *
 * @param weight γ of the paper, not negative
 * @see <a href="https://arxiv.org/abs/1801.04406">Mescheder et al., 2018</a>, equation 9
 */
public record R1(GanLoss game, double weight) implements GanLoss.Extended {
  public R1 {
    Requires.notNegative(weight, "weight");
  }

  public R1() {
    this(new NonSaturating(), 10);
  }

  @Override
  public Tensor critic(Game play) {
    return game.critic(play).add(Slopes.at(play, play.reals()).mean().mul(weight / 2));
  }

  @Override
  public Architecture shaped(Architecture critic, Condition condition) {
    return Shaping.withoutBatchNorm(game.shaped(critic, condition));
  }
}

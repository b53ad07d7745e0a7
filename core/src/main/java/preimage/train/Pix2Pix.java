package preimage.train;

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
  public Tensor generator(Game play) {
    Tensor real = play.reals().images();
    Tensor fake = play.fakes().images();
    if (real.size(0) != fake.size(0)) {
      throw new Misuse(
          "pix2pix compares image with image: the generator needs as many latents as the critic,"
              + " so generator-batch=none, and a latent search without plain");
    }
    return game.generator(play).add(real.sub(fake).abs().mean().mul(weight));
  }
}

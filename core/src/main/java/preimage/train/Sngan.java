package preimage.train;

import preimage.net.Architecture;
import preimage.net.Condition;

/**
 * Another game whose critic has spectral norm on every layer and no batch norm.
 *
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al., 2018</a>, section 4: hinge
 */
public record Sngan(GanLoss game) implements GanLoss.Extended {
  public Sngan() {
    this(new Hinge());
  }

  @Override
  public Architecture shaped(Architecture critic, Condition condition) {
    return Shaping.spectral(game.shaped(critic, condition));
  }
}

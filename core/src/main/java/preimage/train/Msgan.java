package preimage.train;

import java.util.Optional;
import preimage.spec.Requires;

/**
 * Another game, whose generator shall also give independent latents different images.
 *
 * @param both whether both images of a pair are judged, as in the released code, or the first alone
 * @see <a href="https://arxiv.org/abs/1903.05628">Mao et al., 2019</a>, equation 4; its released
 *     code
 */
public record Msgan(GanLoss game, double weight, ModeSeeking.Form form, boolean both)
    implements GanLoss.Extended {
  public Msgan {
    Requires.notNegative(weight, "weight");
  }

  /** As in the released code. */
  public Msgan() {
    this(new NonSaturating(), 1, ModeSeeking.Form.INVERSE, true);
  }

  @Override
  public Optional<ModeSeeking> pairs() {
    return Optional.of(new ModeSeeking(weight, form, 1e-5, both));
  }
}

package preimage.train;

import preimage.latent.PairRatio;
import preimage.spec.Requires;
import preimage.tensor.Tensor;

/**
 * What is asked of pairs of images G(c, z₁), G(c, z₂): that their distance be large for that of
 * their latents, both mean absolute differences.
 *
 * @param weight |λ|, not negative
 * @param form how the ratio is made large
 * @param stabiliser added to the ratio that is divided by
 * @param both whether both images of a pair are judged, when the critic learns and when the
 *     generator does, their losses added up; otherwise the first alone
 * @see <a href="https://arxiv.org/abs/1903.05628">Mao et al., 2019</a>, equation 3
 */
public record ModeSeeking(double weight, Form form, double stabiliser, boolean both) {
  /** What is made small. */
  public enum Form {
    /** −E[d(images) / d(latents)], as the papers say. */
    RATIO,
    /** 1 / (E d(images) / E d(latents) + stabiliser), as the released code does. */
    INVERSE
  }

  public ModeSeeking {
    Requires.notNegative(weight, "weight");
    Requires.positive(stabiliser, "stabiliser");
  }

  /** As released. */
  public ModeSeeking() {
    this(1, Form.INVERSE, 1e-5, true);
  }

  /** Images (n, …) of latents (n, d), in pairs → (). */
  public Tensor of(Tensor first, Tensor second, Tensor z1, Tensor z2) {
    Tensor loss =
        switch (form) {
          case RATIO -> PairRatio.of(first, second, z1, z2, stabiliser).mean().neg();
          case INVERSE -> {
            Tensor ratio = first.sub(second).abs().mean().div(z1.sub(z2).abs().mean());
            yield Tensor.ones().div(ratio.add(stabiliser));
          }
        };
    return loss.mul(weight);
  }
}

package preimage.latent;

import java.util.Optional;
import preimage.net.Generator;
import preimage.search.Objective;
import preimage.tensor.Tensor;

/**
 * How far apart images are for the distance of their latents: mean |G(c, z) − G(c, z₀)| over mean
 * |z − z₀|, images on the generator's own range. Small where two latents collapse into one image.
 *
 * @param condition c, one a sample, where the generator takes one
 * @param z0 the latents (n, d) that others are paired with
 * @param image G(c, z₀) (n, …)
 * @param sign 1: the ratio itself; −1: its negative, so that to make it small is to drive the
 *     images apart
 * @see <a href="https://arxiv.org/abs/1903.05628">Mao et al., 2019</a> (MSGAN); Improving GANs via
 *     Adversarial Learning in Latent Space, 2022, equation 8
 */
public record PairRatio(
    Generator generator, Optional<Tensor> condition, Tensor z0, Tensor image, int sign)
    implements Objective {
  /** Two latents that are one have no ratio; this keeps it finite. */
  public static final double TINY = 1e-8;

  /** The ratio (n) for latents (n, d). */
  public Tensor ratio(Tensor z) {
    return of(generator.apply(condition, z), image, z, z0, TINY);
  }

  /**
   * The same of images (n, …) of latents (n, d), in pairs.
   *
   * @param stabiliser added to the latents' distance
   */
  public static Tensor of(Tensor images, Tensor others, Tensor z, Tensor z0, double stabiliser) {
    Tensor apart = images.sub(others).abs().meanPerSample();
    return apart.div(z.sub(z0).abs().meanPerSample().add(stabiliser));
  }

  @Override
  public Tensor at(Tensor z) {
    return ratio(z).mul(sign);
  }

  @Override
  public Objective rows(Tensor index) {
    return new PairRatio(
        generator, condition.map(c -> c.rows(index)), z0.rows(index), image.rows(index), sign);
  }
}

package preimage.latent;

import preimage.net.Critic;
import preimage.net.Generator;

/**
 * What a critic that was not searched by says of latents before and after.
 *
 * @param before its score of each image at the start, higher for more real
 * @param after its score in the end
 */
public record Judged(double[] before, double[] after) {
  /**
   * The scores of {@code judge}.
   *
   * @throws preimage.spec.Misuse if it cannot judge the generator's images
   */
  public static Judged of(Generator generator, Critic judge, Improved improved) {
    return new Judged(
        Sampling.scores(generator, judge, improved.start()),
        Sampling.scores(generator, judge, improved.end()));
  }
}

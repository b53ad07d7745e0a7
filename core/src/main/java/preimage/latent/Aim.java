package preimage.latent;

import java.util.Optional;
import preimage.net.Generator;
import preimage.tensor.Tensor;

/**
 * What a batch of recoveries aims at.
 *
 * <p>Where several classes are tried for each target, all targets come in the first class, then all
 * in the next, and so on.
 *
 * @param generator G
 * @param condition c, one a sample, where the generator takes one
 * @param target x (n, c, h, w) on the generator's own range
 * @param first the number of the batch's first target among all
 * @param truth the latents (n, d) that the targets were made of, where they are known: no search
 *     sees them, they are to write down how far from them it is
 */
public record Aim(
    Generator generator,
    Optional<Tensor> condition,
    Tensor target,
    int first,
    Optional<Tensor> truth) {
  /** Nobody knows the latents. */
  public Aim(Generator generator, Optional<Tensor> condition, Tensor target, int first) {
    this(generator, condition, target, first, Optional.empty());
  }

  /** Those of the batch at {@code rows}. */
  Aim rows(int[] rows) {
    Tensor index = Tensor.of(rows);
    return new Aim(
        generator,
        condition.map(c -> c.rows(index)),
        target.rows(index),
        first,
        truth.map(z -> z.rows(index)));
  }
}

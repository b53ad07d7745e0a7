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
 */
public record Aim(Generator generator, Optional<Tensor> condition, Tensor target, int first) {}

package preimage.search;

import java.util.Arrays;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * The random numbers of a batch at a moment of its search: a function of (seed, purpose, step,
 * sample) and nothing else.
 *
 * @param rng seed, purpose and step
 * @param samples the number of each sample of the batch, which stays with it as others leave
 */
public record Draws(Rng rng, long[] samples) {
  /** A restart's samples are new ones: those of restart r begin at r · 2⁴⁰. */
  private static final int RESTART_BIT = 40;

  public Draws purpose(String part) {
    return new Draws(rng.purpose(part), samples);
  }

  /** The moment of a step. */
  public Draws step(long step) {
    return new Draws(rng.step(step), samples);
  }

  /** The numbers for another start of the same samples; restart 0 has these themselves. */
  public Draws restart(int restart) {
    long offset = (long) restart << RESTART_BIT;
    return new Draws(rng, Arrays.stream(samples).map(sample -> sample + offset).toArray());
  }

  public Draws rows(int[] index) {
    return new Draws(rng, Arrays.stream(index).mapToLong(i -> samples[i]).toArray());
  }

  /** Uniform on [lower, upper): (n, …). */
  public Tensor uniform(Shape shape, double lower, double upper) {
    return rng.uniform(shape, lower, upper, samples);
  }

  /** Standard normal: (n, …). */
  public Tensor normal(Shape shape) {
    return rng.normal(shape, samples);
  }
}

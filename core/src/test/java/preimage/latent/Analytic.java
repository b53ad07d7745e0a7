package preimage.latent;

import java.util.Optional;
import java.util.function.UnaryOperator;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.LatentPrior;
import preimage.net.PixelScale;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * A generator of 1×6×8 images that is a formula, so that its latents are known.
 *
 * @param formula latents (n, 8) → images (n, 48) on [−1, 1]
 * @param scale its own range, to which the formula's images are converted
 */
record Analytic(
    UnaryOperator<Tensor> formula, LatentPrior prior, Condition condition, PixelScale scale)
    implements Generator {
  static final int DIMENSION = 8;
  private static final Shape IMAGE = Shape.of(1, 6, 8);

  /** tanh(zA) with z ~ U(−1, 1)⁸. */
  static Analytic tanh() {
    return of(z -> z.matmul(matrix("a", DIMENSION)).tanh());
  }

  /** tanh(|z|A): the sign of a component leaves no trace. */
  static Analytic folded() {
    return of(z -> z.abs().matmul(matrix("a", DIMENSION)).tanh());
  }

  /** tanh(zBA) with B of rank 3. */
  static Analytic deficient() {
    Rng rng = Rng.of(9).purpose("b");
    return of(z -> {
      Tensor b = rng.normal(Shape.of(3), Rng.samples(0, DIMENSION)).mul(.3);
      return z.matmul(b).matmul(matrix("c", 3)).tanh();
    });
  }

  /** relu(relu(zA)B)C through tanh, A of 5 columns: flat directions, and folds on the way. */
  static Analytic narrow() {
    return of(z -> {
      Tensor hidden = z.mul(2).matmul(random("n", DIMENSION, 5)).add(random("m", 1, 5)).relu();
      return hidden.matmul(random("o", 5, 24)).relu().matmul(random("p", 24, 48)).mul(.2).tanh();
    });
  }

  private static Tensor random(String name, int rows, int columns) {
    return Rng.of(9).purpose(name).normal(Shape.of(columns), Rng.samples(0, rows));
  }

  static Analytic of(UnaryOperator<Tensor> formula) {
    var prior = new LatentPrior.Uniform(DIMENSION);
    return new Analytic(formula, prior, new Condition.None(), PixelScale.SIGNED);
  }

  Analytic with(PixelScale scale) {
    return new Analytic(formula, prior, condition, scale);
  }

  Analytic with(LatentPrior prior) {
    return new Analytic(formula, prior, condition, scale);
  }

  /** The same whose latents are moved by a tenth of a label or of an image's mean. */
  Analytic with(Condition condition) {
    return new Analytic(formula, prior, condition, scale);
  }

  private static Tensor matrix(String name, int rows) {
    return Rng.of(9).purpose(name).normal(Shape.of(48), Rng.samples(0, rows)).mul(.4);
  }

  @Override
  public Shape image() {
    return IMAGE;
  }

  @Override
  public Tensor apply(Optional<Tensor> condition, Tensor z) {
    Tensor moved =
        condition.map(c -> z.add(c.to(z.dtype()).meanPerSample().mul(.1).reshape(-1, 1))).orElse(z);
    Tensor pixels = formula.apply(moved).mul(.5).add(.5).reshape(z.size(0), 1, 6, 8);
    return scale.fromPixels(pixels);
  }

  /** Latents of the prior. */
  float[][] latents(int count) {
    return Sampling.latents(this, count, 4);
  }

  Images images(int count) {
    return Sampling.images(this, latents(count), new int[0]);
  }

  @Override
  public void close() {}
}

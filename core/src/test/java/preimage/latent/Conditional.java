package preimage.latent;

import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.LatentPrior;
import preimage.net.PixelScale;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** tanh(z A꜀) with z ~ U(−1, 1)⁸ and another matrix for each class c: 1×6×8 images. */
record Conditional(Condition.Label condition) implements Generator {
  static Conditional tanh(int classes) {
    return new Conditional(new Condition.Label(classes));
  }

  @Override
  public LatentPrior prior() {
    return new LatentPrior.Uniform(8);
  }

  @Override
  public Shape image() {
    return Shape.of(1, 6, 8);
  }

  @Override
  public PixelScale scale() {
    return PixelScale.SIGNED;
  }

  @Override
  public Tensor apply(Optional<Tensor> labels, Tensor z) {
    Tensor share = labels.orElseThrow().oneHot(condition.classes()).to(z.dtype());
    Tensor sum = z.matmul(matrix(0).to(z.dtype())).mul(share.narrow(1, 0, 1));
    for (int c = 1; c < condition.classes(); c++) {
      sum = sum.add(z.matmul(matrix(c).to(z.dtype())).mul(share.narrow(1, c, 1)));
    }
    return sum.tanh().reshape(z.size(0), 1, 6, 8);
  }

  private static Tensor matrix(int c) {
    return Rng.of(9).purpose("class " + c).normal(Shape.of(48), Rng.samples(0, 8)).mul(.4);
  }

  float[][] latents(int count) {
    return Sampling.latents(this, count, 4);
  }

  @Override
  public void close() {}
}

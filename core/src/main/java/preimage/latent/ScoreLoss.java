package preimage.latent;

import java.util.OptionalDouble;
import preimage.tensor.Tensor;

/**
 * What a GAN's generator makes small of a critic's score D, for each sample by itself; which one a
 * critic was trained against belongs to it.
 */
public interface ScoreLoss {
  /** Scores (n), higher for more real, → (n), made of differentiable operations. */
  Tensor of(Tensor score);

  /** The score whose loss this is; nothing where two scores have the same loss. */
  OptionalDouble score(double loss);

  /** softplus(−D), the logarithm of Goodfellow's turned round so that its slope does not vanish. */
  record NonSaturating() implements ScoreLoss {
    @Override
    public Tensor of(Tensor score) {
      return score.neg().softplus();
    }

    @Override
    public OptionalDouble score(double loss) {
      return OptionalDouble.of(-inverseSoftplus(loss));
    }
  }

  /** log(1 − σ(D)) = −softplus(D), AdvLatGAN's equation 5: for critics whose scores are logits. */
  record Minimax() implements ScoreLoss {
    @Override
    public Tensor of(Tensor score) {
      return score.softplus().neg();
    }

    @Override
    public OptionalDouble score(double loss) {
      return OptionalDouble.of(inverseSoftplus(-loss));
    }
  }

  /** −D: WGAN with all its kin, and the hinge loss. */
  record Score() implements ScoreLoss {
    @Override
    public Tensor of(Tensor score) {
      return score.neg();
    }

    @Override
    public OptionalDouble score(double loss) {
      return OptionalDouble.of(-loss);
    }
  }

  /** (D − 1)²: LSGAN, whose critic says 1 of real images. */
  record LeastSquares() implements ScoreLoss {
    @Override
    public Tensor of(Tensor score) {
      return score.add(-1).square();
    }

    @Override
    public OptionalDouble score(double loss) {
      // Critics do say more than 1 of images that they like, and such a score looks like 2 − D.
      return OptionalDouble.empty();
    }
  }

  private static double inverseSoftplus(double y) {
    // Where expm1 would overflow, the two are equal.
    return y > 30 ? y : Math.log(Math.expm1(y));
  }
}

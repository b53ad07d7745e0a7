package preimage.train;

import preimage.tensor.Tensor;

/** The two losses of the game, as functions of the critic's scores (n). */
public interface GanLoss {
  /** What the critic makes small: scores of real and of generated images (n) → (). */
  Tensor critic(Tensor real, Tensor fake);

  /** What the generator makes small: scores of its images (n) → (). */
  Tensor generator(Tensor fake);

  /**
   * Each side's log-likelihood, the generator's turned round so that it does not vanish: the critic
   * makes softplus(−D(x)) + softplus(D(G(z))) small, the generator softplus(−D(G(z))).
   *
   * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al., 2014</a>, section 3
   */
  record NonSaturating() implements GanLoss {
    @Override
    public Tensor critic(Tensor real, Tensor fake) {
      return real.neg().softplus().mean().add(fake.softplus().mean());
    }

    @Override
    public Tensor generator(Tensor fake) {
      return fake.neg().softplus().mean();
    }
  }
}

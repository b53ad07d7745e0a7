package preimage.latent;

/**
 * How far a latent z′ can be believed, by what can be known without the true one.
 *
 * <p>J (m, d) is the Jacobian of the image and r (m) the difference from the target, both at z′ and
 * on pixels in [−1, 1]; ε = 2⁻²³ is the working precision. J counts all components, those at an
 * edge of the prior's support too: a latent that only its support makes unique is not certified.
 *
 * <p>What is said is local: of another latent far away that gives the same image, only other starts
 * of the search can know, and they are asked where there are any.
 *
 * @param verdict what follows from all this
 * @param rank the number of singular values of J above max(m, d) · ε · σ_max, the most that
 *     rounding changes one
 * @param sigmaMin σ_min, the least of the d singular values of J
 * @param kappa σ_max / σ_min
 * @param loss the mean of r²
 * @param rounding the loss that rounding may leave: ρ² / m, see {@link Certification#ROUNDING}
 * @param bound what ‖z − z′‖² / d is at most, to first order: ((‖r‖ + ρ) / (σ_min − max(m, d) · ε ·
 *     σ_max))² / d, infinite where the rank is below d
 * @param stationarity ‖Jᵀr‖ / (σ_max ‖r‖), from 0 to 1, without components that the slope presses
 *     against an edge of the support: near 0 the search stands at a minimum
 * @param agreement what other starts say
 * @param cost forward-equivalents that the certificate took
 */
public record Certificate(
    Verdict verdict,
    int rank,
    double sigmaMin,
    double kappa,
    double loss,
    double rounding,
    double bound,
    double stationarity,
    Agreement agreement,
    long cost) {
  /** Nothing was looked at. */
  static final Certificate NONE =
      new Certificate(
          Verdict.FAILED,
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          new Agreement(1, 0, 0),
          0);

  /** A certified latent is at most so far from the true one: ‖z − z′‖² / d. */
  public static final double TOLERANCE = 1e-6;

  /**
   * What became of the starts of one target.
   *
   * @param starts how many were made
   * @param reconstructed how many of them ended with a loss that rounding explains
   * @param spread the largest ‖z″ − z′‖² / d of such an end z″; 0 if there is none but z′
   */
  public record Agreement(int starts, int reconstructed, double spread) {
    /** Whether these ends may be one latent: each within the tolerance of it. */
    boolean holds() {
      return spread <= 4 * TOLERANCE;
    }

    /** With one more start, which ended so far from z′. */
    Agreement with(boolean reconstructs, double distance) {
      return reconstructs
          ? new Agreement(starts + 1, reconstructed + 1, Math.max(spread, distance))
          : new Agreement(starts + 1, reconstructed, spread);
    }
  }

  /** The verdict on a latent that no other start speaks for. */
  static Verdict verdict(double loss, double rounding, double bound) {
    if (!(loss <= rounding)) {
      return Verdict.FAILED;
    }
    return bound <= TOLERANCE ? Verdict.RECOVERED : Verdict.NOT_IDENTIFIABLE;
  }

  /** This, having looked at another start's end, whose loss and distance ‖z″ − z′‖² / d are so. */
  Certificate beside(double otherLoss, double distance) {
    var more = agreement.with(otherLoss <= rounding, distance);
    boolean disputed = verdict == Verdict.RECOVERED && !more.holds();
    return new Certificate(
        disputed ? Verdict.NOT_IDENTIFIABLE : verdict,
        rank,
        sigmaMin,
        kappa,
        loss,
        rounding,
        bound,
        stationarity,
        more,
        cost + 1);
  }
}

package preimage.latent;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What the verdicts of certificates hang on.
 *
 * @param m values of an image
 * @param d components of a latent
 */
public record Thresholds(int m, int d) {
  /** In words, by what is judged. */
  public SequencedMap<String, String> words() {
    double resolution = Certification.resolution(m, d);
    var words = new LinkedHashMap<String, String>();
    words.put("working precision", "ε = 2⁻²³ = " + text(Certification.EPSILON));
    words.put(
        "rank",
        "singular values above max(m, d) · ε · σ_max = %s σ_max, for m = %,d and d = %,d"
            .formatted(text(resolution), m, d));
    words.put(
        "reconstructed",
        "‖r‖ ≤ ρ = %.0f ε √(‖J diag(z)‖² + m): what rounding may leave"
            .formatted(Certification.ROUNDING));
    words.put(
        "recovered",
        "reconstructed, and ‖z − z′‖² / d ≤ ((‖r‖ + ρ) / (σ_min − max(m, d) · ε · σ_max))² / d ≤ "
            + text(Certificate.TOLERANCE));
    words.put(
        "several starts",
        "agree if those that reconstruct end within ‖z″ − z′‖² / d ≤ "
            + text(4 * Certificate.TOLERANCE));
    return words;
  }

  private static String text(double value) {
    return "%.1e".formatted(value).replace(".0e", "e").replace("e-0", "e-");
  }
}

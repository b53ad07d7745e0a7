package preimage.latent;

import java.util.Arrays;

/** What a {@link Certificate} says of a latent. */
public enum Verdict {
  /** Its image is the target, and no other latent near it gives this image. */
  RECOVERED("recovered"),

  /** Its image is the target, but other latents give the same image, as far as can be told. */
  NOT_IDENTIFIABLE("not-identifiable"),

  /** Its image is not the target. */
  FAILED("failed");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /**
   * The verdict of this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Verdict of(String word) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no verdict is called " + word));
  }

  /** As files and reports write it. */
  @Override
  public String toString() {
    return word;
  }
}

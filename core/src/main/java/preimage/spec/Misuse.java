package preimage.spec;

import java.util.Objects;

/**
 * The user asked for something that cannot be: one sentence in the user's words (exit code 2).
 *
 * <p>What it quotes may be anything: control characters are shown as �, and of a sentence that is
 * too long to read the middle is left out.
 */
public final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int START = 400;
  private static final int END = 150;

  public Misuse(String sentence) {
    super(readable(sentence));
  }

  private static String readable(String sentence) {
    int left = sentence.length() - START - END;
    String some =
        left <= 0
            ? sentence
            : sentence.substring(0, START) + "…" + sentence.substring(START + left);
    return some.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "�");
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

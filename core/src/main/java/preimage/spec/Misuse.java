package preimage.spec;

import java.util.Objects;

/** The user asked for something that cannot be: one sentence in the user's words (exit code 2). */
public final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Misuse(String sentence) {
    super(sentence);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

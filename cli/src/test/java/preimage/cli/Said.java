package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the program must have said: one sentence and no result. */
final class Said {
  private Said() {}

  static void misused(String sentence, Shell said) {
    assertEquals(new Shell(Exit.MISUSED, "", sentence + System.lineSeparator()), said);
  }

  static void failed(String sentence, Shell said) {
    assertEquals(new Shell(Exit.FAILED, "", sentence + System.lineSeparator()), said);
  }
}

package preimage.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import preimage.spec.Misuse;

/** What the user is told of a misuse: one sentence. */
final class Misused {
  private Misused() {}

  static String sentence(Executable act) {
    var sentence = assertThrows(Misuse.class, act).getMessage();
    assertEquals(1, sentence.lines().count(), sentence);
    return sentence;
  }

  static void says(String words, Executable act) {
    var sentence = sentence(act);
    assertTrue(sentence.contains(words), sentence);
  }
}

package preimage.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import preimage.spec.Misuse;
import preimage.work.Failure;

/** The sentence that an action is refused with. */
final class Refusal {
  private Refusal() {}

  static String failure(Executable action) {
    return String.valueOf(assertThrows(Failure.class, action).getMessage());
  }

  static String misuse(Executable action) {
    return String.valueOf(assertThrows(Misuse.class, action).getMessage());
  }
}

package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import preimage.tensor.Scope;

/** Fails every test after which a tensor lives on: a verb leaves nothing behind. */
public final class LeakCheck implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    assertEquals(0, Scope.liveTensors(), "live tensors");
  }
}

package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;

class DeviceTest {
  @Test
  void isReadByName() {
    assertEquals(Device.CPU, Device.parse("cpu"));
    assertEquals(Device.CPU, Device.parse("CPU"));
    assertTrue(Set.of(Device.values()).contains(Device.parse("auto")));
    var e = assertThrows(Misuse.class, () -> Device.parse("gpu"));
    assertEquals("no device 'gpu' among [cpu, cuda, auto]", e.getMessage());
  }

  /** With a CUDA device here it is found; without one, what to do is said. */
  @Test
  void cudaIsFoundOrExplained() {
    if (Device.parse("auto") == Device.CUDA) {
      assertEquals(Device.CUDA, Device.parse("cuda"));
    } else {
      var e = assertThrows(Misuse.class, () -> Device.parse("cuda"));
      assertTrue(e.getMessage().startsWith("there is no CUDA device here"), e.getMessage());
    }
  }

  @Test
  void countsItsThreads() {
    int before = Device.threads();
    Device.limitThreads(1);
    assertEquals(1, Device.threads());
    Device.limitThreads(before);
    var e = assertThrows(Misuse.class, () -> Device.limitThreads(0));
    assertEquals("threads must be at least 1 but was 0", e.getMessage());
  }
}

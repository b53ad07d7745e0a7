package preimage.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptTest {
  /** Works until it is asked to stop. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (var interrupt = Interrupt.listen(() -> System.out.println("asked"))) {
        System.out.println("working");
        while (!interrupt.requested()) {
          Thread.sleep(1);
        }
        Thread.sleep(100);
        System.out.println("saved");
      }
    }
  }

  @Test
  void aSignalAsksAndTheProcessEndsOnceTheWorkIsSaved() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Worker.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("working", out.readLine());
      process.toHandle().destroy();
      assertEquals(List.of("asked", "saved"), out.lines().toList());
      assertEquals(128 + 15, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void nothingIsAskedOfItsOwnAccord() {
    try (var interrupt = Interrupt.listen(() -> {})) {
      assertFalse(interrupt.requested());
    }
    assertFalse(Stop.never().requested());
  }
}

package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.SmallHeap;

/** Recoveries from a file larger than their heap, killed without a chance to save anything. */
class RecoveryKilledTest {
  private static final int SIZE = 64;
  private static final int COUNT = 2500;

  @TempDir private Path temporary;

  private Process child(Path folder, int heldAt) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            SmallHeap.OPTION,
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RecoveryProcess.class.getName(),
            temporary.toString(),
            String.valueOf(SIZE),
            String.valueOf(COUNT),
            folder.toString(),
            String.valueOf(heldAt));
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(said(folder).toFile());
    return builder.start();
  }

  private Path said(Path folder) {
    return temporary.resolve(folder.getFileName() + ".log");
  }

  private void finish(Path folder) throws IOException, InterruptedException {
    int code = child(folder, -1).waitFor();
    assertEquals(0, code, Files.readString(said(folder)));
  }

  /** Waits until {@code done} targets are done, and a moment longer. */
  private void kill(Path folder, int done, int heldAt, long moment)
      throws IOException, InterruptedException {
    var child = child(folder, heldAt);
    var parts = new RecoveryFolder(folder).parts(COUNT);
    while (child.isAlive() && parts.done() < done) {
      Thread.sleep(5);
    }
    Thread.sleep(moment);
    child.destroyForcibly();
    assertNotEquals(0, child.waitFor(), Files.readString(said(folder)));
  }

  @Test
  void killedTwiceAndResumedItEndsAsIfUnbroken() throws IOException, InterruptedException {
    Recoveries.in(temporary, SIZE, COUNT);
    var unbroken = temporary.resolve("unbroken");
    finish(unbroken);
    assertTrue(
        Files.readString(said(unbroken)).startsWith("no target is done in " + unbroken + " yet"));
    var killed = temporary.resolve("killed");
    long moment = System.nanoTime() % 100;
    kill(killed, 64, 640, moment);
    kill(killed, 1280, COUNT, (moment * 37) % 100);
    finish(killed);
    var said = Files.readString(said(killed));
    assertTrue(said.matches("\\d+ of 2500 targets are done already; going on\\R"), said);
    assertEquals(
        Toy.files(unbroken),
        Toy.files(killed),
        () -> "killed " + moment + " ms after a part was written");
  }
}

package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import preimage.run.TrainingProcess.Kind;

/** Processes at their default number of threads, killed without a chance to save anything. */
class KilledTest {
  private static final int STEPS = 15;

  @TempDir private Path temporary;

  private Process child(Kind kind, Path folder, int heldAt) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            TrainingProcess.class.getName(),
            folder.toString(),
            String.valueOf(STEPS),
            String.valueOf(heldAt),
            kind.name());
    var builder = new ProcessBuilder(command);
    builder.environment().remove("OMP_NUM_THREADS");
    // Threads that wait by spinning starve each other beside another busy process.
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.redirectErrorStream(true).redirectOutput(said(folder).toFile());
    return builder.start();
  }

  private Path said(Path folder) {
    return temporary.resolve(folder.getFileName() + ".log");
  }

  private void finish(Kind kind, Path folder) throws IOException, InterruptedException {
    int code = child(kind, folder, 0).waitFor();
    assertEquals(0, code, Files.readString(said(folder)));
  }

  /** Waits for a checkpoint of {@code least} steps or more, and a moment longer. */
  private void kill(Kind kind, Path folder, int least, int heldAt, long moment)
      throws IOException, InterruptedException {
    var child = child(kind, folder, heldAt);
    var files = new TrainingFolder(folder);
    while (child.isAlive() && !(files.checkpoint().saved() && files.checkpoint().step() >= least)) {
      Thread.sleep(5);
    }
    Thread.sleep(moment);
    child.destroyForcibly();
    assertNotEquals(0, child.waitFor(), Files.readString(said(folder)));
  }

  @ParameterizedTest
  @EnumSource
  void aKilledTrainingThatIsResumedEndsAsIfUnbroken(Kind kind)
      throws IOException, InterruptedException {
    var unbroken = temporary.resolve("unbroken");
    finish(kind, unbroken);
    var killed = temporary.resolve("killed");
    long moment = System.nanoTime() % 100;
    for (int least : kind.kills()) {
      kill(kind, killed, least, least + 4, (least * moment) % 100);
    }
    finish(kind, killed);
    var said = Files.readString(said(killed));
    assertTrue(said.matches("going on from step \\d+\\R(?s:.*)"), said);
    assertEquals(
        Toy.files(unbroken),
        Toy.files(killed),
        () -> "killed " + moment + " ms after a checkpoint");
    assertTrue(kind.published(killed));
  }
}

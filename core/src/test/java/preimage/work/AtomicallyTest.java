package preimage.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicallyTest {
  @TempDir Path folder;

  @Test
  void replacesAFileAsAWholeAndLeavesNothingElse() throws IOException {
    var path = folder.resolve("a.txt");
    Atomically.write(path, "one");
    Atomically.write(path, "two");
    assertEquals("two", Files.readString(path));
    assertEquals(List.of(path), files());
  }

  @Test
  void keepsTheOldFileWhenTheContentFails() throws IOException {
    var path = folder.resolve("a.txt");
    Atomically.write(path, "old");
    var stop = new IllegalStateException("stop");
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Atomically.write(
                    path,
                    out -> {
                      out.write(new byte[100_000]);
                      throw stop;
                    }));
    assertSame(stop, thrown);
    assertEquals("old", Files.readString(path));
    assertEquals(List.of(path), files());
  }

  @Test
  void namesThePathAndTheReason() throws IOException {
    var path = folder.resolve("a.txt");
    var full =
        assertThrows(
            Failure.class,
            () ->
                Atomically.write(
                    path,
                    out -> {
                      throw new IOException("No space left on device");
                    }));
    assertEquals("cannot write " + path + ": the disk is full", full.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void refusesTargetsThatAreNoFiles() {
    var isFolder = assertThrows(Failure.class, () -> Atomically.write(folder, "x"));
    assertTrue(String.valueOf(isFolder.getMessage()).endsWith("it is a folder"));
    var lost = folder.resolve("no").resolve("a.txt");
    var none = assertThrows(Failure.class, () -> Atomically.write(lost, "x"));
    assertTrue(String.valueOf(none.getMessage()).contains("there is no folder"));
    assertThrows(Failure.class, () -> Atomically.refuseUnlessReplaceable(lost));
    assertThrows(Failure.class, () -> Atomically.refuseUnlessReplaceable(folder));
    Atomically.refuseUnlessReplaceable(folder.resolve("a.txt"));
  }

  @Test
  void writesThoughTheThreadIsInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    try {
      Atomically.write(folder.resolve("a.txt"), "saved");
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
    assertEquals("saved", Files.readString(folder.resolve("a.txt")));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.toList();
    }
  }
}

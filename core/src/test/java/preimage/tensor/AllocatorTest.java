package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final int MIB = 1 << 20;

  /** In MiB. */
  private static double resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes back to the system of {@code count} blocks of so many MiB, in MiB. */
  private static double given(int count, int mebibytes) {
    double held =
        Scope.call(() -> {
          int values = mebibytes * MIB / 4;
          var blocks = IntStream.range(0, count).mapToObj(_ -> Tensor.ones(values)).toList();
          blocks.forEach(block -> assertEquals(values, block.sum().item()));
          return resident();
        });
    return held - resident();
  }

  @Test
  void largeBlocksGoBackToTheSystem() {
    // Larger than any hole that other tests have left.
    double given = LINUX ? given(1, 600) : 600;
    assertTrue(given > 500, given + " MiB of 600 given back");
  }

  @Test
  void otherBlocksAreKept() {
    double given = LINUX ? given(32, 4) : 0;
    assertTrue(given < 30, given + " MiB of 128 given back");
  }
}

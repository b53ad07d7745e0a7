package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int VALUES = 1 << 23;

  /** In KiB; 0 where the system does not say. */
  private static long resident() throws IOException {
    return Files.exists(STATUS)
        ? Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        : 0;
  }

  @Test
  void freedMemoryIsKeptUntilItIsGivenBack() throws IOException {
    var behind = new ArrayList<Weights>();
    Scope.run(() -> {
      Tensor hole = Tensor.ones(VALUES);
      behind.add(Weights.of(Map.of("ones", hole.narrow(0, 0, VALUES / 8))));
    });
    long kept = resident();
    Allocator.giveFreedMemoryBack();
    long given = kept - resident();
    boolean known = System.getProperty("os.name").equals("Linux");
    assertTrue(!known || given > VALUES * 3L / 1024, given + " KiB given back");
    behind.forEach(Weights::close);
    Scope.run(() -> assertEquals(VALUES, Tensor.ones(VALUES).sum().item()));
  }
}

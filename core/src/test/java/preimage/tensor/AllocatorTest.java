package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final int MIB = 1 << 20;
  private static final int PAGE = 4_096;

  /**
   * Where the kernel says which pages are in memory: of the blocks asked after, no other test's.
   */
  private static double resident(List<Long> addresses, int bytes) {
    try (var pages = new RandomAccessFile("/proc/self/pagemap", "r")) {
      long held = 0;
      for (long address : addresses) {
        var words = new byte[bytes / PAGE * Long.BYTES];
        pages.seek(address / PAGE * Long.BYTES);
        pages.readFully(words);
        var entries = ByteBuffer.wrap(words).order(ByteOrder.nativeOrder()).asLongBuffer();
        held += LongStream.range(0, bytes / PAGE).filter(i -> entries.get((int) i) < 0).count();
      }
      return held / (double) (addresses.size() * (bytes / PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The share of {@code count} blocks of so many MiB that stays in memory after them. */
  private static double kept(int count, int mebibytes) {
    int bytes = mebibytes * MIB;
    var addresses =
        Scope.call(() -> {
          var blocks = IntStream.range(0, count).mapToObj(_ -> Tensor.ones(bytes / 4)).toList();
          var where =
              blocks.stream().map(block -> new FloatPointer(block.raw().data_ptr()).address());
          var all = where.toList();
          assertEquals(1, resident(all, bytes), .01);
          return all;
        });
    return resident(addresses, bytes);
  }

  @Test
  void largeBlocksGoBackToTheSystem() {
    double kept = LINUX ? kept(1, 600) : 0;
    assertTrue(kept < .1, kept + " of 600 MiB kept");
  }

  @Test
  void otherBlocksAreKept() {
    double kept = LINUX ? kept(32, 4) : 1;
    assertTrue(kept > .75, kept + " of 128 MiB kept");
  }
}

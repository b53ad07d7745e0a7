package preimage.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * Tells the C library which freed memory to keep.
 *
 * <p>glibc by default returns each large block to the system and faults it in again a moment later,
 * which costs about a third of a training step. Blocks from 8 MiB on may go: nothing was slower for
 * it, and among what is kept they would leave holes that the next ones do not fit in. Elsewhere,
 * without {@code mallopt}, this does nothing.
 */
final class Allocator {
  private static final int TRIM_THRESHOLD = -1;
  private static final int MMAP_THRESHOLD = -3;
  private static final int MIB = 1 << 20;

  private Allocator() {}

  static void keepFreedMemory() {
    mallopt(MMAP_THRESHOLD, 8 * MIB);
    mallopt(TRIM_THRESHOLD, Integer.MAX_VALUE);
  }

  @SuppressWarnings("restricted") // A call that changes nothing but the allocator.
  private static void mallopt(int parameter, int value) {
    var number = ValueLayout.JAVA_INT;
    var linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("mallopt")
        .map(symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(number, number, number)))
        .ifPresent(function -> {
          try {
            function.invokeWithArguments(parameter, value);
          } catch (Throwable impossible) {
            throw new IllegalStateException("mallopt itself throws nothing", impossible);
          }
        });
  }
}

package preimage.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;

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

  private static void mallopt(int parameter, int value) {
    call("mallopt", List.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), parameter, value);
  }

  /** A function that gives an int, which nobody needs; nothing where there is none. */
  @SuppressWarnings("restricted") // Calls that change nothing but the allocator.
  private static void call(String name, List<MemoryLayout> types, Object... arguments) {
    var signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, types.toArray(MemoryLayout[]::new));
    var linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find(name)
        .map(symbol -> linker.downcallHandle(symbol, signature))
        .ifPresent(function -> {
          try {
            function.invokeWithArguments(arguments);
          } catch (Throwable impossible) {
            throw new IllegalStateException(name + " itself throws nothing", impossible);
          }
        });
  }
}

package preimage.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Tells the C library to keep freed memory, or to give it back.
 *
 * <p>glibc by default returns each large block to the system and faults it in again a moment later,
 * which costs about a third of a training step. Elsewhere, without {@code mallopt}, this does
 * nothing.
 */
public final class Allocator {
  private static final int TRIM_THRESHOLD = -1;
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;
  private static final int MIB = 1 << 20;

  private Allocator() {}

  static void keepFreedMemory() {
    mallopt(MMAP_THRESHOLD, 1024 * MIB);
    mallopt(TRIM_THRESHOLD, Integer.MAX_VALUE);
    mallopt(TOP_PAD, 256 * MIB);
  }

  /**
   * Gives the system all freed memory at once, where the C library can ({@code malloc_trim}): after
   * something large that is not soon followed by the same, of which others would keep but holes.
   */
  public static void giveFreedMemoryBack() {
    call("malloc_trim", List.of(ValueLayout.JAVA_LONG), 0L);
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

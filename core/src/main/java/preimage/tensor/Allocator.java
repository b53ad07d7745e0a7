package preimage.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

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

  @SuppressWarnings("restricted") // The one call that changes nothing but the allocator.
  static void keepFreedMemory() {
    var linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("mallopt")
        .map(symbol -> linker.downcallHandle(symbol, SIGNATURE))
        .ifPresent(mallopt -> {
          set(mallopt, MMAP_THRESHOLD, 1024 * MIB);
          set(mallopt, TRIM_THRESHOLD, Integer.MAX_VALUE);
          set(mallopt, TOP_PAD, 256 * MIB);
        });
  }

  /**
   * Gives the system all freed memory at once, where the C library can ({@code malloc_trim}): after
   * something large that is not soon followed by the same, of which others would keep but holes.
   */
  @SuppressWarnings("restricted") // The one call that changes nothing but the allocator.
  public static void giveFreedMemoryBack() {
    var linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("malloc_trim")
        .map(symbol -> linker.downcallHandle(symbol, TRIM))
        .ifPresent(Allocator::trim);
  }

  private static final FunctionDescriptor TRIM =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);

  private static void trim(MethodHandle trim) {
    try {
      int ignored = (int) trim.invokeExact(0L);
    } catch (Throwable impossible) {
      throw new IllegalStateException("malloc_trim itself throws nothing", impossible);
    }
  }

  private static final FunctionDescriptor SIGNATURE =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private static void set(MethodHandle mallopt, int parameter, int value) {
    try {
      int ignored = (int) mallopt.invokeExact(parameter, value);
    } catch (Throwable impossible) {
      throw new IllegalStateException("mallopt itself throws nothing", impossible);
    }
  }
}

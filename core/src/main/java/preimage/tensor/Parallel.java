package preimage.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import preimage.work.Failure;

/**
 * Independent pieces of work side by side: one thread each, and one thread within each operation.
 * Matrix products gain from this what threads within an operation do not give.
 */
public final class Parallel {
  private Parallel() {}

  /**
   * {@code body} of 0 … count − 1, in order, on as many threads as one operation may use here. Each
   * call is in an outermost scope of its own, and shares no tensors but those of {@link Weights};
   * what it gives is the same for any number of threads.
   */
  public static <T> List<T> map(int count, IntFunction<T> body) {
    int threads = Math.min(count, Device.threads());
    var device = Device.current();
    try (var pool = Executors.newFixedThreadPool(Math.max(1, threads))) {
      var parts = new ArrayList<Future<T>>();
      for (int i = 0; i < count; i++) {
        int piece = i;
        parts.add(pool.submit(alone(() -> device.call(() -> body.apply(piece)))));
      }
      var all = new ArrayList<T>();
      try {
        for (var part : parts) {
          all.add(part.get());
        }
      } catch (ExecutionException | InterruptedException e) {
        parts.forEach(part -> part.cancel(false));
        throw reason(e);
      }
      return all;
    }
  }

  /** OpenMP keeps its number by thread; libtorch also hands the last one set to new threads. */
  private static <T> Callable<T> alone(Callable<T> body) {
    return () -> {
      int before = Device.threads();
      Device.limitThreads(1);
      try {
        return body.call();
      } finally {
        Device.limitThreads(before);
      }
    };
  }

  private static RuntimeException reason(Exception e) {
    return switch (e.getCause()) {
      case RuntimeException thrown -> thrown;
      case Error fault -> throw fault;
      case null, default -> {
        Thread.currentThread().interrupt();
        yield new Failure("interrupted while computing", e);
      }
    };
  }
}

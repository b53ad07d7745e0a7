package preimage.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import preimage.work.Failure;

/**
 * Independent pieces of work side by side, which gains what threads within each operation do not
 * give. Each piece is made in an outermost scope of its own, and shares no tensors but those of
 * {@link Weights}.
 */
public final class Parallel {
  /** So many pieces a thread may be done or begun before they are asked for. */
  private static final int AHEAD = 2;

  private Parallel() {}

  /**
   * {@code body} of 0 … count − 1, in order, on as many threads as one operation may use here, one
   * within each operation: what it gives is the same for any number of threads. Where a piece
   * fails, the {@link Weights} among the others are closed.
   */
  public static <T> List<T> map(int count, IntFunction<T> body) {
    var all = new ArrayList<T>();
    int threads = Math.clamp(count, 1, Device.threads());
    try {
      inOrder(threads, 1, 0, count, body, all::add);
    } catch (RuntimeException | Error e) {
      all.forEach(Parallel::discard);
      throw e;
    }
    return all;
  }

  /** Makes something of samples {@code begin} up to but not including {@code end}. */
  @FunctionalInterface
  public interface Chunk<T> {
    T of(int begin, int end);
  }

  /**
   * Gives what {@code body} makes of {@code count} samples, {@code size} at a time, to {@code use},
   * in order and on this thread, each as soon as it and all before it are there; few are ahead of
   * it. Where there are fewer chunks than threads, each has several. What is made of a chunk does
   * not depend on {@code first}.
   *
   * @param first the sample to begin with, a multiple of {@code size}
   */
  public static <T> void chunks(int first, int count, int size, Chunk<T> body, Consumer<T> use) {
    int pieces = Math.ceilDiv(count, size);
    int threads = Math.clamp(pieces, 1, Device.threads());
    IntFunction<T> piece =
        i -> Scope.call(() -> body.of(i * size, Math.min(count, (i + 1) * size)));
    inOrder(threads, Device.threads() / threads, first / size, pieces, piece, use);
  }

  /**
   * @param threads how many pieces are made at a time
   * @param within how many threads an operation on a piece may use
   */
  private static <T> void inOrder(
      int threads, int within, int from, int count, IntFunction<T> body, Consumer<T> use) {
    if (threads == 1) {
      // A thread beside this one would only compete with the threads within operations.
      for (int piece = from; piece < count; piece++) {
        use.accept(limited(within, body, piece));
      }
      return;
    }
    var ended = new AtomicBoolean();
    var ahead = new ArrayDeque<Future<T>>();
    var device = Device.current();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      try {
        for (int next = from; next < count || !ahead.isEmpty(); ) {
          for (; next < count && ahead.size() < AHEAD * threads; next++) {
            int piece = next;
            ahead.add(
                pool.submit(() -> {
                  if (ended.get()) {
                    throw new CancellationException("another piece failed");
                  }
                  return device.call(() -> limited(within, body, piece));
                }));
          }
          use.accept(ahead.remove().get());
        }
      } finally {
        // Those begun end before the pool is closed; the others are not begun any more.
        ended.set(true);
      }
    } catch (ExecutionException | InterruptedException e) {
      throw reason(e);
    } finally {
      ahead.stream()
          .filter(part -> part.state() == Future.State.SUCCESS)
          .forEach(part -> discard(part.resultNow()));
    }
  }

  private static void discard(Object made) {
    if (made instanceof Weights weights) {
      weights.close();
    }
  }

  /** OpenMP keeps its number by thread; libtorch also hands the last one set to new threads. */
  private static <T> T limited(int threads, IntFunction<T> body, int piece) {
    int before = Device.threads();
    Device.limitThreads(threads);
    try {
      return body.apply(piece);
    } finally {
      Device.limitThreads(before);
    }
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

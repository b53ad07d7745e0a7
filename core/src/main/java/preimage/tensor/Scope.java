package preimage.tensor;

import static java.util.stream.Collectors.toSet;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/**
 * A lexical region that owns every tensor born inside it.
 *
 * <p>When the region ends its tensors are freed, except those in the value it returns, which move
 * to the enclosing scope. A tensor cannot be made outside a scope, so none can be forgotten.
 */
public final class Scope implements Owner {
  static {
    Allocator.keepFreedMemory();
    // Its threads would spin beside those of OpenMP, which do the same work, and starve them.
    openblas_nolapack.blas_set_num_threads(1);
  }

  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();
  private static final AtomicLong LIVE = new AtomicLong();

  private final Thread thread = Thread.currentThread();
  private final PointerScope pointers;
  private long owned;
  private boolean open = true;

  private Scope(PointerScope pointers) {
    this.pointers = pointers;
  }

  /** Runs {@code body} and frees every tensor it made. */
  public static void run(Runnable body) {
    call(() -> {
      body.run();
      return 0;
    });
  }

  /**
   * Runs {@code body} and frees every tensor it made but those it returns.
   *
   * @throws IllegalStateException if a tensor would leave the outermost scope
   */
  public static <T> T call(Supplier<T> body) {
    @Nullable Scope outer = CURRENT.isBound() ? CURRENT.get() : null;
    try (var pointers = new PointerScope()) {
      var scope = new Scope(pointers);
      try {
        T result = ScopedValue.where(CURRENT, scope).call(body::get);
        if (result instanceof Bundle bundle) {
          bundle.tensors().filter(t -> t.owner() == scope).forEach(t -> scope.handOver(t, outer));
        }
        return result;
      } finally {
        scope.open = false;
        LIVE.addAndGet(-scope.owned);
      }
    }
  }

  /** As {@link #call}, without recording gradients. */
  public static <T> T withoutGradient(Supplier<T> body) {
    return call(() -> {
      try (var _ = new NoGradGuard()) {
        return body.get();
      }
    });
  }

  /**
   * Applies {@code body} {@code steps} times, each in a scope of its own, freeing each state as
   * soon as the next exists.
   */
  public static <S extends Bundle> S iterate(S start, int steps, UnaryOperator<S> body) {
    S state = start;
    for (int step = 0; step < steps; step++) {
      state = advance(start, state, body);
    }
    return state;
  }

  /**
   * The state after {@code state}, which is freed but for what {@code kept} and the next state
   * hold. For loops whose end is not known beforehand.
   */
  public static <S extends Bundle> S advance(Bundle kept, S state, UnaryOperator<S> body) {
    Scope here = current();
    S next = call(() -> body.apply(state));
    var needed = Stream.concat(kept.tensors(), next.tensors()).collect(toSet());
    state
        .tensors()
        .filter(t -> t.owner() == here && !needed.contains(t))
        .distinct()
        .forEach(here::free);
    return next;
  }

  /** The number of tensors alive in all scopes of all threads. */
  public static long liveTensors() {
    return LIVE.get();
  }

  static Scope current() {
    if (!CURRENT.isBound()) {
      throw new IllegalStateException("a tensor can only be made inside Scope.run or Scope.call");
    }
    return CURRENT.get();
  }

  void own() {
    owned++;
    LIVE.incrementAndGet();
  }

  @Override
  public void admit() {
    if (!Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("tensor used in another thread than that of its scope");
    }
    if (!open) {
      throw new IllegalStateException("tensor used after its scope closed");
    }
  }

  static void remember(int count) {
    LIVE.addAndGet(count);
  }

  static void forget(int count) {
    LIVE.addAndGet(-count);
  }

  private void handOver(Tensor tensor, @Nullable Scope outer) {
    if (outer == null) {
      throw new IllegalStateException("a tensor cannot leave the outermost scope: " + tensor);
    }
    outer.pointers.attach(tensor.raw());
    tensor.moveTo(outer);
    owned--;
    outer.owned++;
  }

  private void free(Tensor tensor) {
    pointers.detach(tensor.raw());
    tensor.abandon();
    owned--;
    LIVE.decrementAndGet();
  }
}

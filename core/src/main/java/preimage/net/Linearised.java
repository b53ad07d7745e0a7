package preimage.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * A function of a batch, and its derivative there, without a record of operations.
 *
 * @param value f(x) (n, …)
 * @param push J t for k tangents of each sample in a row: (n · k, …) → (n · k, …)
 * @param pull Jᵀ v for one cotangent a sample: (n, …) → (n, …)
 * @param whole J (n, m, d), both sides flattened, where it takes less than pushing all tangents
 */
public record Linearised(
    Tensor value,
    UnaryOperator<Tensor> push,
    UnaryOperator<Tensor> pull,
    Optional<Supplier<Tensor>> whole)
    implements Bundle {
  /** Tangents pushed at once: few enough to stay in the caches, many enough to fill a product. */
  private static final long TANGENTS = 128;

  public Linearised(Tensor value, UnaryOperator<Tensor> push, UnaryOperator<Tensor> pull) {
    this(value, push, pull, Optional.empty());
  }

  /** The same that knows its Jacobian. */
  Linearised knowing(Supplier<Tensor> jacobian) {
    return new Linearised(value, push, pull, Optional.of(jacobian));
  }

  /** J (n, m, d) at {@code x} (n, …), both sides flattened. */
  public Tensor jacobian(Tensor x) {
    return whole.map(Supplier::get).orElseGet(() -> pushed(x));
  }

  private Tensor pushed(Tensor x) {
    long n = x.size(0);
    long d = x.count() / n;
    long block = Math.clamp(TANGENTS / n, 1, d);
    Tensor units = Tensor.identity(d).to(x.dtype());
    var rows = new ArrayList<Tensor>();
    for (long from = 0; from < d; from += block) {
      long first = from;
      long k = Math.min(block, d - from);
      rows.add(
          Scope.call(() -> {
            Tensor t = units.narrow(0, first, k).reshape(1, k, d).expand(n, k, d);
            return push.apply(t.reshape(x.sample().batch(n * k))).reshape(n, k, -1);
          }));
    }
    return Tensor.cat(rows, 1).transpose(1, 2);
  }

  /** {@code next} after this. */
  public Linearised then(Linearised next) {
    return new Linearised(
        next.value, t -> next.push.apply(push.apply(t)), v -> pull.apply(next.pull.apply(v)));
  }

  /** x itself. */
  static Linearised identity(Tensor x) {
    return new Linearised(x, t -> t, v -> v);
  }

  /** A slope t ↦ t · f′(x), where x and y = f(x) may broadcast over many t. */
  @FunctionalInterface
  interface Slope {
    Tensor times(Tensor t, Tensor x, Tensor y);
  }

  /** A function of each value alone that made {@code y} of {@code x}. */
  static Linearised pointwise(Tensor x, Tensor y, Slope slope) {
    return new Linearised(
        y,
        t -> {
          long n = y.size(0);
          long k = t.size(0) / n;
          Tensor many = t.reshape(among(n, k, t));
          return slope
              .times(many, x.reshape(among(n, 1, x)), y.reshape(among(n, 1, y)))
              .reshape(t.shape());
        },
        v -> slope.times(v, x, y));
  }

  private static long[] among(long n, long k, Tensor like) {
    return LongStream.concat(LongStream.of(n, k), Arrays.stream(like.shape()).skip(1)).toArray();
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(value);
  }
}

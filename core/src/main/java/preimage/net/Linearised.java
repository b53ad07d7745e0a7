package preimage.net;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;

/**
 * A function of a batch, and its derivative there, without a record of operations.
 *
 * @param value f(x) (n, …)
 * @param push J t for k tangents of each sample in a row: (n · k, …) → (n · k, …)
 * @param pull Jᵀ v for one cotangent a sample: (n, …) → (n, …)
 */
public record Linearised(Tensor value, UnaryOperator<Tensor> push, UnaryOperator<Tensor> pull)
    implements Bundle {
  /** {@code next} after this. */
  Linearised then(Linearised next) {
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

package preimage.net;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;

/**
 * A function of a batch, and its derivative there.
 *
 * @param value f(x) (n, …)
 * @param push J t for k tangents of each sample in a row: (n · k, …) → (n · k, …)
 */
public record Linearised(Tensor value, UnaryOperator<Tensor> push) implements Bundle {
  /** {@code next} after this. */
  Linearised then(Linearised next) {
    return new Linearised(next.value, t -> next.push.apply(push.apply(t)));
  }

  /** A function of each value alone, whose slope (n, …) is known. */
  static Linearised pointwise(Tensor value, Tensor slope) {
    return new Linearised(
        value,
        t -> {
          var shape = slope.sample().batch(t.size(0) / slope.size(0));
          var spread = new long[shape.length + 1];
          spread[0] = slope.size(0);
          System.arraycopy(shape, 0, spread, 1, shape.length);
          var once = spread.clone();
          once[1] = 1;
          return t.reshape(spread).mul(slope.reshape(once)).reshape(t.shape());
        });
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(value);
  }
}

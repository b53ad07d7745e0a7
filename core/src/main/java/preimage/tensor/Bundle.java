package preimage.tensor;

import java.util.stream.Stream;

/** A value made of tensors, which may leave a {@link Scope} together. */
public interface Bundle {
  /** A value without tensors. */
  Bundle NONE = Stream::empty;

  /** The tensors this value is made of. */
  Stream<Tensor> tensors();

  /** Two tensors that leave a scope together. */
  record Pair(Tensor first, Tensor second) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(first, second);
    }
  }
}

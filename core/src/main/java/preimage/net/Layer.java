package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** One stage of a network: a description, without weights of its own. */
public interface Layer {
  /**
   * The shape of one sample that comes out.
   *
   * @throws preimage.spec.Misuse if samples of {@code input} do not fit
   */
  Shape output(Shape input);

  /** The weights needed for samples of {@code input}. */
  default List<Parameter> parameters(Shape input) {
    return List.of();
  }

  /** The multiply–adds of one sample in products with weights; everything else is next to free. */
  default long products(Shape input) {
    return 0;
  }

  /** Maps a batch (n, …) with the weights and in the mode of {@code pass}. */
  Tensor apply(Tensor x, Pass pass);

  /**
   * The layer in evaluation mode together with its derivative, where it knows one: faster than what
   * the reverse pass gives.
   */
  default Optional<Linearised> linearised(Tensor x, Pass pass) {
    return Optional.empty();
  }

  /** This layer followed by another. */
  default Sequence then(Layer next) {
    return new Sequence(this, next);
  }
}

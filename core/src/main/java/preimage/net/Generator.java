package preimage.net;

import java.util.Optional;
import java.util.function.Consumer;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** A frozen generator G: latents (n, d) → images (n, c, h, w). */
public interface Generator extends AutoCloseable {
  LatentPrior prior();

  Condition condition();

  /** (c, h, w) of one image. */
  Shape image();

  /** How its own range relates to pixels. */
  PixelScale scale();

  /** G(c, z): (n, d) → (n, c, h, w) on its own range, each sample by itself. */
  Tensor apply(Optional<Tensor> condition, Tensor z);

  /** G(z) of an unconditional generator. */
  default Tensor apply(Tensor z) {
    return apply(Optional.empty(), z);
  }

  /**
   * G(c, ·) together with its derivative, if that is known without a reverse pass; its tangents are
   * (n · k, d).
   */
  default Optional<Linearised> linearised(Optional<Tensor> condition, Tensor z) {
    return Optional.empty();
  }

  /**
   * Runs {@code body} with this generator in the form that is evaluated fastest, which gives the
   * same up to rounding and ends with {@code body}.
   */
  default void compiled(Consumer<Generator> body) {
    body.accept(this);
  }

  /**
   * Runs {@code body} with this generator in float64, both ways, which ends with {@code body}; with
   * nothing where its layers are not known.
   */
  default void precise(Consumer<Optional<Generator>> body) {
    body.accept(Optional.empty());
  }

  @Override
  void close();
}

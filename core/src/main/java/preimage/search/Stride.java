package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * A step of one length: x − size · sign(∇f), as in I-FGSM, or x − size · ∇f.
 *
 * @param size not negative
 * @see <a href="https://arxiv.org/abs/1607.02533">Kurakin et al., 2017</a>, section 2.2: the sign
 */
public record Stride(double size, Direction direction) implements Proposal {
  /** What of the gradient counts. */
  public enum Direction {
    SIGN,
    GRADIENT
  }

  public Stride {
    if (!(size >= 0)) {
      throw new Misuse("step must not be negative but was " + size);
    }
  }

  @Override
  public Move propose(Place here, Draws draws) {
    Tensor slope =
        switch (direction) {
          case SIGN -> here.gradient().sign();
          case GRADIENT -> here.gradient();
        };
    return new Move(here.point().sub(slope.mul(size)), this);
  }

  @Override
  public Proposal rows(Tensor index) {
    return this;
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.empty();
  }
}

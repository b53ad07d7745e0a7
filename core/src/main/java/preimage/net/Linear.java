package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** W x + b: (n, in) → (n, out). */
public record Linear(int out, boolean bias) implements Layer {
  public Linear {
    Requires.atLeast(1, out, "out");
  }

  public Linear(int out) {
    this(out, true);
  }

  @Override
  public Shape output(Shape input) {
    if (input.rank() != 1) {
      throw new Misuse("linear takes vectors, not " + input + "; flatten first");
    }
    return Shape.of(out);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int in = input.size(0);
    return Demand.weightAndBias(Shape.of(out, in), in, out, bias);
  }

  @Override
  public long products(Shape input) {
    return (long) out * input.count();
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return times(x, pass.weight("weight"), pass.weight("bias", bias));
  }

  private Tensor times(Tensor x, Tensor weight, Optional<Tensor> shift) {
    if (x.rank() < 4) {
      return x.linear(weight, shift);
    }
    return byPixels(x)
        ? Layout.pixels(x).linear(pixels(weight, x), shift)
        : x.flatten().linear(weight, shift);
  }

  /** Of images and weights, what there is less of is put into the order of the other. */
  private boolean byPixels(Tensor images) {
    return out <= images.size(0);
  }

  private Tensor pixels(Tensor weight, Tensor images) {
    return Layout.pixels(weight.reshape(images.sample().batch(out)));
  }

  private Tensor pulled(Tensor v, Tensor weight, Tensor x) {
    return x.rank() == 4 && byPixels(x)
        ? Layout.images(v.matmul(pixels(weight, x)), x.sample())
        : v.matmul(weight).reshape(x.shape());
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor weight = pass.weight("weight");
    return Optional.of(
        new Linearised(
            apply(x, pass), t -> times(t, weight, Optional.empty()), v -> pulled(v, weight, x)));
  }
}

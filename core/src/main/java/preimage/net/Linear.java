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
    Tensor weight = pass.weight("weight");
    return x.rank() == 4 ? seen(x, weight, pass) : x.linear(weight, pass.weight("bias", bias));
  }

  /** Images (n, c, h, w): what there is less of is put into the order of the other. */
  private Tensor seen(Tensor images, Tensor weight, Pass pass) {
    boolean few = out <= images.size(0);
    Tensor x = few ? Layout.pixels(images) : images.flatten();
    Tensor rows = few ? Layout.pixels(weight.reshape(images.sample().batch(out))) : weight;
    return x.linear(rows, pass.weight("bias", bias));
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor weight = pass.weight("weight");
    return Optional.of(
        new Linearised(
            apply(x, pass), t -> t.linear(weight, Optional.empty()), v -> v.matmul(weight)));
  }
}

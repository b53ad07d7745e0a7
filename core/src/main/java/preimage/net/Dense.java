package preimage.net;

import java.util.Map;
import java.util.Optional;
import preimage.tensor.Products;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Affine layers as one matrix: any samples → {@code out}, images with their channels innermost in
 * memory. Made by {@link Compiler} only.
 */
record Dense(Shape out) implements Layer {
  /** The weights for y = x · {@code matrix} + {@code shift}: (in, out) and (1, out). */
  static Stage stage(Shape input, Shape out, Tensor matrix, Tensor shift) {
    var weights =
        Map.of("weight", ordered(matrix, out), "bias", ordered(shift, out).reshape(out.count()));
    return new Stage(new Dense(out), input, weights);
  }

  /** Rows in row-major order of {@code out} as rows with channels innermost. */
  private static Tensor ordered(Tensor rows, Shape out) {
    if (out.rank() != 3) {
      return rows.contiguous();
    }
    var images = rows.reshape(rows.size(0), out.size(0), out.size(1), out.size(2));
    return images.permute(0, 2, 3, 1).contiguous().flatten();
  }

  @Override
  public Shape output(Shape input) {
    return out;
  }

  @Override
  public long products(Shape input) {
    return (long) input.count() * out.count();
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return product(x, pass, Optional.of(pass.weight("bias")));
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    return Optional.of(
        new Linearised(
            apply(x, pass),
            t -> product(t, pass, Optional.empty()),
            v -> Products.back(flat(v), pass.weight("weight")).reshape(x.shape())));
  }

  private Tensor product(Tensor x, Pass pass, Optional<Tensor> shift) {
    Tensor y = Products.affine(x.flatten(), pass.weight("weight"), shift);
    return out.rank() == 3
        ? y.reshape(x.size(0), out.size(1), out.size(2), out.size(0)).permute(0, 3, 1, 2)
        : y.reshape(out.batch(x.size(0)));
  }

  private Tensor flat(Tensor y) {
    return out.rank() == 3 ? y.permute(0, 2, 3, 1).flatten() : y.flatten();
  }
}

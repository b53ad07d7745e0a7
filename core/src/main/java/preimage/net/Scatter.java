package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.tensor.Adjoints;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * A transposed convolution to few channels: one product gives what each pixel adds to the square
 * around it, and the squares are added up. Made by {@link Compiler} only.
 */
record Scatter(Deconv how) implements Layer {
  /** Whether a pixel's square holds no more values than the pixel. */
  static boolean suits(Deconv deconv, Shape input) {
    var image = Demand.image(input, "deconv");
    long square = (long) deconv.out() * deconv.kernel() * deconv.kernel();
    return square <= image.size(0) && image.size(1) * image.size(2) > 1;
  }

  @Override
  public Shape output(Shape input) {
    return how.output(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return how.parameters(input);
  }

  @Override
  public long products(Shape input) {
    return how.products(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor y = scattered(x, pass.weight("weight"));
    return pass.weight("bias", how.bias()).map(b -> y.add(b.reshape(-1, 1, 1))).orElse(y);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor kernels = pass.weight("weight");
    return Optional.of(
        new Linearised(
            apply(x, pass),
            t -> scattered(t, kernels),
            v ->
                Layout.channelsLast(v).conv2d(kernels, Optional.empty(), how.stride(), how.pad())));
  }

  private Tensor scattered(Tensor x, Tensor kernels) {
    var image = how.output(x.sample());
    long pixels = x.size(2) * x.size(3);
    Tensor rows = x.permute(0, 2, 3, 1).reshape(x.size(0) * pixels, x.size(1));
    Tensor squares = rows.matmul(kernels.flatten()).reshape(x.size(0), pixels, -1);
    return Adjoints.fold(
        squares.transpose(1, 2),
        how.kernel(),
        how.stride(),
        how.pad(),
        image.size(1),
        image.size(2));
  }
}

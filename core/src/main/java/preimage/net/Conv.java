package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Adjoints;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Cross-correlation with a square kernel: (n, in, h, w) → (n, out, h′, w′). */
public record Conv(int out, int kernel, int stride, int pad, boolean bias) implements Layer {
  public Conv {
    Requires.atLeast(1, out, "out");
    Requires.atLeast(1, kernel, "kernel");
    Requires.atLeast(1, stride, "stride");
    Requires.atLeast(0, pad, "pad");
  }

  @Override
  public Shape output(Shape input) {
    var image = Demand.image(input, "conv");
    return Shape.of(out, reduced(image.size(1), input), reduced(image.size(2), input));
  }

  private int reduced(int size, Shape input) {
    long padded = size + 2L * pad;
    if (padded < kernel) {
      throw new Misuse("a kernel of " + kernel + " does not fit into " + input);
    }
    return Math.toIntExact((padded - kernel) / stride + 1);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int in = Demand.image(input, "conv").size(0);
    return Demand.weightAndBias(Shape.of(out, in, kernel, kernel), in * kernel * kernel, out, bias);
  }

  @Override
  public long products(Shape input) {
    int in = Demand.image(input, "conv").size(0);
    return (long) kernel * kernel * in * output(input).count();
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return Demand.asImages(x).conv2d(pass.weight("weight"), pass.weight("bias", bias), stride, pad);
  }

  private Tensor pulled(Tensor v, Tensor kernels, Tensor x) {
    var phases = new SubPixel(stride, pad);
    if (phases.pays(v, kernels) && phases.reaches(v, kernels, x.size(2), x.size(3))) {
      return phases.spread(v, kernels, x.size(2), x.size(3));
    }
    return Adjoints.conv2d(v, kernels, stride, pad, x.size(2), x.size(3));
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor kernels = pass.weight("weight");
    return Optional.of(
        new Linearised(
            apply(x, pass),
            t -> Demand.asImages(t).conv2d(kernels, Optional.empty(), stride, pad),
            v -> pulled(v, kernels, Demand.asImages(x)).reshape(x.shape())));
  }
}

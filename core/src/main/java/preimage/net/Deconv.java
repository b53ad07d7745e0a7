package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** The transpose of a convolution: (n, in, h, w) → (n, out, h′, w′), kernel (in, out, k, k). */
public record Deconv(int out, int kernel, int stride, int pad, boolean bias) implements Layer {
  public Deconv {
    Requires.atLeast(1, out, "out");
    Requires.atLeast(1, kernel, "kernel");
    Requires.atLeast(1, stride, "stride");
    Requires.atLeast(0, pad, "pad");
  }

  @Override
  public Shape output(Shape input) {
    var image = Demand.image(input, "deconv");
    return Shape.of(out, enlarged(image.size(1), input), enlarged(image.size(2), input));
  }

  private int enlarged(int size, Shape input) {
    long enlarged = (size - 1L) * stride - 2L * pad + kernel;
    if (enlarged < 1) {
      throw new Misuse("a padding of " + pad + " leaves nothing of " + input);
    }
    return Math.toIntExact(enlarged);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int in = Demand.image(input, "deconv").size(0);
    // As PyTorch counts the fan of a transposed kernel: over its second dimension.
    return Demand.weightAndBias(
        Shape.of(in, out, kernel, kernel), out * kernel * kernel, out, bias);
  }

  @Override
  public long products(Shape input) {
    return (long) kernel * kernel * out * input.count();
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return spread(x, pass.weight("weight"), pass.weight("bias", bias));
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor kernels = pass.weight("weight");
    return Optional.of(
        new Linearised(
            apply(x, pass),
            t -> spread(t, kernels, Optional.empty()),
            v -> gathered(v, kernels).reshape(x.shape())));
  }

  private Tensor gathered(Tensor v, Tensor kernels) {
    if (pad == 0 && v.size(2) == kernel && v.size(3) == kernel) {
      return Layout.pixels(v).matmul(Layout.pixels(kernels).transpose(0, 1));
    }
    Tensor images = phases().suits(kernels) ? Layout.channelsLast(v) : v;
    return images.conv2d(kernels, Optional.empty(), stride, pad);
  }

  private SubPixel phases() {
    return new SubPixel(stride, pad);
  }

  private Tensor spread(Tensor x, Tensor kernels, Optional<Tensor> shift) {
    boolean onePixel = x.rank() == 2 || x.size(2) * x.size(3) == 1;
    if (onePixel ? pad > 0 : !phases().pays(x, kernels)) {
      return Demand.asImages(x).convTranspose2d(kernels, shift, stride, pad);
    }
    Tensor y = onePixel ? single(x, kernels) : interleaved(x, kernels);
    return shift.map(b -> y.add(b.reshape(-1, 1, 1))).orElse(y);
  }

  /** A single pixel spreads by a matrix product, many times faster than as a convolution. */
  private Tensor single(Tensor x, Tensor kernels) {
    Tensor pixels = x.flatten().matmul(Layout.pixels(kernels));
    return Layout.images(pixels, Shape.of(out, kernel, kernel));
  }

  private Tensor interleaved(Tensor x, Tensor kernels) {
    var image = output(x.sample());
    return phases().spread(x, kernels, image.size(1), image.size(2));
  }
}

package preimage.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Adjoints;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * shortcut(x) + body(x).
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., 2015</a>, equation 2
 */
public record Residual(Layer body, Layer shortcut) implements Layer {
  public Residual(Layer body) {
    this(body, new Identity());
  }

  @Override
  public Shape output(Shape input) {
    var through = body.output(input);
    var around = shortcut.output(input);
    if (!through.equals(around)) {
      throw new Misuse("a residual block's body gives " + through + " but its shortcut " + around);
    }
    return through;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    var all = new ArrayList<Parameter>();
    body.parameters(input).forEach(p -> all.add(p.within("body")));
    shortcut.parameters(input).forEach(p -> all.add(p.within("shortcut")));
    return all;
  }

  @Override
  public long products(Shape input) {
    return body.products(input) + shortcut.products(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return body.apply(x, pass.into("body")).add(shortcut.apply(x, pass.into("shortcut")));
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    var through = body.linearised(x, pass.into("body"));
    var around = shortcut.linearised(x, pass.into("shortcut"));
    return through.flatMap(b ->
        around.map(s ->
            new Linearised(
                b.value().add(s.value()),
                t -> b.push().apply(t).add(s.push().apply(t)),
                v -> b.pull().apply(v).add(s.pull().apply(v)))));
  }

  /** x itself. */
  public record Identity() implements Pointwise, Additive {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return x;
    }

    @Override
    public Tensor transposed(Tensor v, Tensor x) {
      return v;
    }
  }

  /**
   * Every {@code stride}-th pixel, with channels of zeros before and after up to {@code out}.
   *
   * @see <a href="https://arxiv.org/abs/1512.03385">He et al., 2015</a>, section 3.3, option A
   */
  public record PaddedShortcut(int out, int stride) implements Additive {
    public PaddedShortcut {
      Requires.atLeast(1, out, "out");
      Requires.atLeast(1, stride, "stride");
    }

    @Override
    public Shape output(Shape input) {
      var image = Demand.image(input, "padded-shortcut");
      if (image.size(0) > out) {
        throw new Misuse("padded-shortcut cannot take channels away from " + input);
      }
      return Shape.of(out, ceil(image.size(1)), ceil(image.size(2)));
    }

    private int ceil(int size) {
      return (size - 1) / stride + 1;
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
      Tensor fewer = Demand.asImages(x).everyOther(2, stride).everyOther(3, stride);
      long before = (out - x.size(1)) / 2;
      return Tensor.cat(
          List.of(zeros(fewer, before), fewer, zeros(fewer, out - x.size(1) - before)), 1);
    }

    @Override
    public Tensor transposed(Tensor v, Tensor x) {
      Tensor image = Demand.asImages(x);
      Tensor mine = v.narrow(1, (out - image.size(1)) / 2, image.size(1));
      Tensor rows = Adjoints.everyOther(mine, 2, stride, image.size(2));
      return Adjoints.everyOther(rows, 3, stride, image.size(3)).reshape(x.shape());
    }

    private static Tensor zeros(Tensor like, long channels) {
      return Tensor.zeros(like.size(0), channels, like.size(2), like.size(3)).to(like.dtype());
    }
  }
}

package preimage.net;

import java.util.List;
import preimage.net.Parameter.Role;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * The cosines of the angles between a vector and {@code classes} learned directions, then the
 * vector itself at length 1: (n, e) → (n, classes + e).
 *
 * @see <a href="https://arxiv.org/abs/2111.01118">Kang et al., 2021</a>, section 3.2
 */
public record Proxies(int classes) implements Layer {
  private static final double TINY = 1e-12;

  public Proxies {
    Requires.atLeast(1, classes, "classes");
  }

  @Override
  public Shape output(Shape input) {
    if (input.rank() != 1) {
      throw new Misuse("proxies takes vectors, not " + input + "; flatten first");
    }
    return Shape.of(Math.addExact(classes, input.size(0)));
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int in = input.size(0);
    return List.of(new Parameter("weight", Shape.of(classes, in), Role.WEIGHT, in));
  }

  @Override
  public long products(Shape input) {
    return (long) classes * input.count();
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor unit = unit(x);
    Tensor cosines = unit.matmul(unit(pass.weight("weight")).transpose(0, 1));
    return Tensor.cat(List.of(cosines, unit), 1);
  }

  private static Tensor unit(Tensor rows) {
    Tensor length = rows.square().sum(1).add(TINY).sqrt();
    return rows.div(length.reshape(-1, 1));
  }
}

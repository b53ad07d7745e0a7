package preimage.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Derivatives of functions of a batch in which samples do not interact.
 *
 * <p>For f: (n, …) → (n, …) each sample has its own Jacobian; nothing is asked of f but that it is
 * made of tensor operations.
 */
public final class Derivatives {
  private Derivatives() {}

  /** A function's value and a derivative there. */
  public record At(Tensor value, Tensor derivative) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(value, derivative);
    }
  }

  /** The values (n) of f: (n, …) → (n) at {@code x} and each sample's gradient (n, …). */
  public static At gradient(UnaryOperator<Tensor> f, Tensor x) {
    return Scope.call(() -> {
      Tensor point = x.leaf();
      Tensor value = f.apply(point);
      return new At(value.detach(), gradient(value.sum(), point, Graph.SPENT));
    });
  }

  /**
   * The gradient of a scalar as a tensor that can itself be differentiated; for penalties on
   * gradients. {@code x} must be one of the variables that {@code scalar} was computed from.
   */
  public static Tensor differentiableGradient(Tensor scalar, Tensor x) {
    return gradient(scalar, x, Graph.MADE);
  }

  /** A variable with the values of {@code x}, for {@link #differentiableGradient}. */
  public static Tensor variable(Tensor x) {
    return x.leaf();
  }

  /** Jᵀ v: the value f(x) (n, …) and the cotangent {@code v} of it pulled back to x. */
  public static At pullback(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    return Scope.call(() -> {
      Tensor point = x.leaf();
      Tensor value = f.apply(point);
      return new At(value.detach(), pull(value, point, v, Graph.SPENT));
    });
  }

  /** J t: the value f(x) (n, …) and the tangent {@code t} of x pushed forward to it. */
  public static At pushforward(UnaryOperator<Tensor> f, Tensor x, Tensor t) {
    return Scope.call(() -> {
      var map = new Linear(f, x);
      return new At(map.value(), map.push(t));
    });
  }

  /**
   * The value f(x) (n, …) and the Jacobian (n, m, d) of each sample, both sides flattened.
   *
   * <p>By as many pushed unit tangents as x has components, or pulled unit cotangents where f has
   * fewer, each a pass over the batch.
   */
  public static At jacobian(UnaryOperator<Tensor> f, Tensor x) {
    return Scope.call(() -> {
      var map = new Linear(f, x);
      long d = x.count() / x.size(0);
      long m = map.value().count() / map.value().size(0);
      var lines = new ArrayList<Tensor>();
      for (long i = 0; i < Math.min(d, m); i++) {
        long unit = i;
        lines.add(
            Scope.call(() ->
                d <= m
                    ? map.push(unit(x, unit)).flatten()
                    : map.pull(unit(map.value(), unit)).flatten()));
      }
      return new At(map.value(), Tensor.stack(lines, d <= m ? 2 : 1));
    });
  }

  private static Tensor unit(Tensor like, long component) {
    var values = new float[Math.toIntExact(like.count() / like.size(0))];
    values[Math.toIntExact(component)] = 1;
    return Tensor.of(values, like.sample().batch(1)).to(like.dtype()).expand(like.shape());
  }

  /** f: (n, …) → (n, …) on the record, whose Jᵀ is applied as often as need be, in its scope. */
  public static final class Reverse {
    private final Tensor point;
    private final Tensor value;

    public Reverse(UnaryOperator<Tensor> f, Tensor x) {
      point = x.leaf();
      value = f.apply(point);
    }

    /** f(x). */
    public Tensor value() {
      return value.detach();
    }

    /** Jᵀ v. */
    public Tensor pull(Tensor v) {
      return Derivatives.pull(value, point, v, Graph.KEPT);
    }
  }

  /**
   * f with J and Jᵀ: Jᵀ is what the reverse pass applies, linear in the cotangent, so the reverse
   * pass of that is J.
   */
  public static final class Linear {
    private final Reverse reverse;
    private final Tensor cotangent;
    private final Tensor pulled;

    public Linear(UnaryOperator<Tensor> f, Tensor x) {
      reverse = new Reverse(f, x);
      cotangent = reverse.value().mul(0).leaf();
      pulled = Derivatives.pull(reverse.value, reverse.point, cotangent, Graph.MADE);
    }

    /** f(x). */
    public Tensor value() {
      return reverse.value();
    }

    /** J t. */
    public Tensor push(Tensor t) {
      return Derivatives.pull(pulled, cotangent, t, Graph.KEPT);
    }

    /** Jᵀ v. */
    public Tensor pull(Tensor v) {
      return reverse.pull(v);
    }
  }

  /**
   * What becomes of the record of operations: used up, kept for another pass, or itself recorded.
   */
  private enum Graph {
    SPENT,
    KEPT,
    MADE
  }

  private static Tensor gradient(Tensor scalar, Tensor x, Graph graph) {
    return pull(scalar, x, new TensorVector(), graph);
  }

  private static Tensor pull(Tensor value, Tensor x, Tensor cotangent, Graph graph) {
    return pull(value, x, Tensor.vector(List.of(cotangent)), graph);
  }

  private static Tensor pull(Tensor value, Tensor x, TensorVector cotangents, Graph graph) {
    var keep = new BoolOptional(graph != Graph.SPENT);
    var found =
        torch.grad(
            Tensor.vector(List.of(value)),
            Tensor.vector(List.of(x)),
            cotangents,
            keep,
            graph == Graph.MADE,
            false);
    return Tensor.share(found.get(0));
  }
}

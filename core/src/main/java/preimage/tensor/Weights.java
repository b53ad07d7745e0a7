package preimage.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * Named tensors that live until closed: what a network has learned, what an optimiser remembers.
 *
 * <p>Reading them is safe from several threads at once.
 */
public final class Weights implements AutoCloseable, Owner {
  private final Map<String, Tensor> byName = new LinkedHashMap<>();
  private final Set<String> learned;
  private volatile boolean open = true;

  private Weights(Map<String, Tensor> tensors, Set<String> learned) {
    this.learned = Set.copyOf(learned);
    tensors.forEach((name, t) -> byName.put(name, t.keptBy(this, learned.contains(name))));
  }

  /** Copies {@code tensors}, which stay with their own scope; none of them is to be learned. */
  public static Weights of(Map<String, Tensor> tensors) {
    return new Weights(tensors, Set.of());
  }

  /** Copies {@code tensors}; gradients are taken with respect to those named {@code learned}. */
  public static Weights learning(Map<String, Tensor> tensors, Set<String> learned) {
    return new Weights(tensors, learned);
  }

  /**
   * The tensor called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor named(String name) {
    var tensor = byName.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no weight '" + name + "' among " + byName.keySet());
    }
    return tensor;
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** The names that gradients are taken with respect to, in order. */
  public List<String> learned() {
    return byName.keySet().stream().filter(learned::contains).toList();
  }

  /** The tensors that are not learned, such as running statistics, by name. */
  public Map<String, Tensor> buffers() {
    var buffers = new LinkedHashMap<>(byName);
    buffers.keySet().removeAll(learned);
    return buffers;
  }

  /** The number of values in all. */
  public long count() {
    return byName.values().stream().mapToLong(Tensor::count).sum();
  }

  /** Whether no value is infinite or NaN. */
  public boolean finite() {
    return Scope.withoutGradient(
        () -> byName.values().stream().allMatch(t -> Double.isFinite(t.abs().sum().item())));
  }

  /** New weights of the same names, none learned, each computed from its namesake here. */
  public Weights map(Function<Tensor, Tensor> f) {
    return Scope.withoutGradient(() -> {
      var mapped = new LinkedHashMap<String, Tensor>();
      byName.forEach((name, t) -> mapped.put(name, f.apply(t)));
      return of(mapped);
    });
  }

  /** Moves each weight that has a namesake in {@code others} that share of the way to it. */
  public void blend(Map<String, Tensor> others, double share) {
    Scope.withoutGradient(() -> {
      others.forEach((name, other) -> named(name).raw().lerp_(other.raw(), new Scalar(share)));
      return 0;
    });
  }

  /**
   * Moves each weight that has a namesake in {@code others} that share of the way to its square.
   */
  public void blendSquares(Map<String, Tensor> others, double share) {
    Scope.withoutGradient(() -> {
      others.forEach((name, other) -> {
        var kept = named(name).raw().mul_(new Scalar(1 - share));
        kept.addcmul_(other.raw(), other.raw(), new Scalar(share));
      });
      return 0;
    });
  }

  /** Adds factor · above / (√square + epsilon), each of its namesakes, to each weight of above. */
  public void addQuotients(Weights above, Weights square, double epsilon, double factor) {
    Scope.withoutGradient(() -> {
      above.byName.forEach((name, mean) -> {
        var below = square.named(name).raw().sqrt().add_(new Scalar(epsilon));
        named(name).raw().addcdiv_(mean.raw(), below, new Scalar(factor));
      });
      return 0;
    });
  }

  /** Overwrites the rows from {@code first} on of the tensor called {@code name}. */
  public void overwrite(String name, long first, Tensor rows) {
    Scope.withoutGradient(() -> {
      named(name).narrow(0, first, rows.size(0)).raw().copy_(rows.raw());
      return 0;
    });
  }

  /** Overwrites weights with their namesakes in {@code values}. */
  public void assign(Map<String, Tensor> values) {
    Scope.withoutGradient(() -> {
      values.forEach((name, value) -> named(name).raw().copy_(value.raw()));
      return 0;
    });
  }

  /** The gradient of a scalar {@code loss} with respect to every learned weight. */
  public Map<String, Tensor> gradientOf(Tensor loss) {
    var wanted = learned();
    var gradients =
        torch.grad(
            Tensor.vector(List.of(loss)), Tensor.vector(wanted.stream().map(this::named).toList()));
    var named = new LinkedHashMap<String, Tensor>();
    for (String name : wanted) {
      named.put(name, Tensor.share(gradients.get(named.size())));
    }
    return named;
  }

  /** The tensors by name, in order. */
  public Map<String, Tensor> asMap() {
    return Collections.unmodifiableMap(byName);
  }

  @Override
  public void admit() {
    if (!open) {
      throw new IllegalStateException("weights used after they were closed");
    }
  }

  @Override
  public void close() {
    if (open) {
      var tensors = new ArrayList<>(byName.values());
      tensors.forEach(t -> t.raw().releaseReference());
      Scope.forget(tensors.size());
      open = false;
    }
  }
}

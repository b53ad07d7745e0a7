package preimage.train;

import java.util.LinkedHashMap;
import java.util.Map;
import preimage.search.AdamRule;
import preimage.search.AdamRule.Moments;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** Adam's memory of one network's gradients: first and second moments. */
public record AdamWeights(Weights mean, Weights square) implements AutoCloseable {
  /** No gradient seen yet. */
  public static AdamWeights forget(Weights weights) {
    return Scope.call(() -> {
      var zeros = new LinkedHashMap<String, Tensor>();
      weights.learned().forEach(name -> zeros.put(name, weights.named(name).detach().mul(0)));
      return new AdamWeights(Weights.of(zeros), Weights.of(zeros));
    });
  }

  /**
   * Moves {@code weights} one step against {@code gradient}.
   *
   * @param before the number of steps taken before this one
   */
  public void descend(
      Weights weights, Map<String, Tensor> gradient, AdamRule rule, double rate, long before) {
    weights.update(
        gradient,
        (name, w, g) -> {
          var moments = new Moments(mean.named(name), square.named(name), before);
          var moved = rule.step(w, g, moments, rate);
          mean.assign(Map.of(name, moved.moments().mean()));
          square.assign(Map.of(name, moved.moments().square()));
          return moved.point();
        });
  }

  @Override
  public void close() {
    mean.close();
    square.close();
  }
}

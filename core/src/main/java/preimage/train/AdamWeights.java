package preimage.train;

import java.util.LinkedHashMap;
import java.util.Map;
import preimage.search.AdamRule;
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
    // In place: these tensors are the largest of a training, and memory is what it waits for.
    mean.blend(gradient, 1 - rule.beta1());
    square.blendSquares(gradient, 1 - rule.beta2());
    var now = rule.debiased(before, rate);
    weights.addQuotients(mean, square, now.epsilon(), -now.size());
  }

  @Override
  public void close() {
    mean.close();
    square.close();
  }
}

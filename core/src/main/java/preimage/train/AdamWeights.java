package preimage.train;

import java.util.LinkedHashMap;
import java.util.Map;
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
   * @param t the number of this step, from 1
   * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, 2015</a>, algorithm 1 with the
   *     order of its last lines changed as section 2 proposes
   */
  public void descend(Weights weights, Map<String, Tensor> gradient, Adam adam, long t) {
    mean.update(gradient, (_, m, g) -> m.lerp(g, 1 - adam.beta1()));
    square.update(gradient, (_, v, g) -> v.lerp(g.square(), 1 - adam.beta2()));
    double unbias = Math.sqrt(1 - Math.pow(adam.beta2(), (double) t));
    double rate = adam.rate() * unbias / (1 - Math.pow(adam.beta1(), (double) t));
    weights.update(
        square.asMap(),
        (name, w, v) -> {
          Tensor scale = v.sqrt().add(adam.epsilon() * unbias);
          return w.addQuotient(mean.named(name), scale, -rate);
        });
  }

  @Override
  public void close() {
    mean.close();
    square.close();
  }

  /**
   * Adam's settings for training.
   *
   * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al., 2015</a>, section 4
   */
  public record Adam(double rate, double beta1, double beta2, double epsilon) {
    public Adam() {
      this(2e-4, 0.5, 0.999, 1e-8);
    }
  }
}

package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import preimage.search.AdamRule;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

class AdamWeightsTest {
  private static final double BETA1 = .5;
  private static final double BETA2 = .9;
  private static final double RATE = .1;

  /** Algorithm 1 of the paper, for one number with the gradient 2 w. */
  private static double written(double start, int steps) {
    double w = start;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= steps; t++) {
      double g = 2 * w;
      m = BETA1 * m + (1 - BETA1) * g;
      v = BETA2 * v + (1 - BETA2) * g * g;
      double first = m / (1 - Math.pow(BETA1, t));
      double second = v / (1 - Math.pow(BETA2, t));
      w -= RATE * first / (Math.sqrt(second) + 1e-8);
    }
    return w;
  }

  private static Weights weights() {
    return Scope.call(() ->
        Weights.learning(
            Map.of("w", Tensor.of(new float[] {1, -3}, 2), "still", Tensor.ones(1)), Set.of("w")));
  }

  private static void descend(AdamWeights adam, Weights weights, int step) {
    Scope.run(() -> {
      var gradient = weights.gradientOf(weights.named("w").square().sum());
      adam.descend(weights, gradient, new AdamRule(BETA1, BETA2, 1e-8), RATE, step);
    });
  }

  @Test
  void stepsAsThePaperSays() {
    try (var weights = weights();
        var adam = AdamWeights.forget(weights)) {
      for (int step = 0; step < 20; step++) {
        descend(adam, weights, step);
        assertArrayEquals(
            new double[] {written(1, step + 1), written(-3, step + 1)},
            weights.named("w").toDoubles(),
            1e-5);
      }
      assertEquals(Set.of("w"), adam.mean().names());
      assertArrayEquals(new float[] {1}, weights.named("still").toArray());
    }
  }

  @Test
  void goesOnFromWhatItRemembers() {
    try (var straight = weights();
        var straightAdam = AdamWeights.forget(straight);
        var broken = weights();
        var first = AdamWeights.forget(broken);
        var second = AdamWeights.forget(broken)) {
      for (int step = 0; step < 6; step++) {
        descend(straightAdam, straight, step);
        descend(step < 3 ? first : second, broken, step);
        if (step == 2) {
          second.mean().assign(first.mean().asMap());
          second.square().assign(first.square().asMap());
        }
      }
      assertArrayEquals(straight.named("w").toArray(), broken.named("w").toArray());
    }
  }
}

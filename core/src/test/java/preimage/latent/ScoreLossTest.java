package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import preimage.search.SteepestDescent;
import preimage.search.Trace;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class ScoreLossTest {
  private static final double[] SCORES = {-90, -47, -3, -.5, 0, .5, 1, 4, 25};

  private static void is(DoubleUnaryOperator formula, ScoreLoss loss) {
    Scope.run(() ->
        assertArrayEquals(
            Arrays.stream(SCORES).map(formula).toArray(),
            loss.of(Tensor.of(SCORES, SCORES.length)).toDoubles(),
            1e-8));
  }

  @Test
  void eachIsItsFormula() {
    is(d -> Math.log1p(Math.exp(-d)), new ScoreLoss.NonSaturating());
    is(d -> -Math.log1p(Math.exp(d)), new ScoreLoss.Minimax());
    is(d -> -d, new ScoreLoss.Score());
    is(d -> (d - 1) * (d - 1), new ScoreLoss.LeastSquares());
  }

  @Test
  void aLossSaysItsScore() {
    Scope.run(() -> {
      for (var loss :
          List.of(new ScoreLoss.NonSaturating(), new ScoreLoss.Minimax(), new ScoreLoss.Score())) {
        float[] values = loss.of(Tensor.of(SCORES, SCORES.length).mul(.9)).toArray();
        for (int i = 0; i < SCORES.length; i++) {
          assertEquals(.9 * SCORES[i], loss.score(values[i]).orElseThrow(), 1e-4, loss::toString);
        }
      }
    });
  }

  /** A loss of 9 is one of −2 as well as of 4. */
  @Test
  void aLossOfTwoScoresSaysNone() {
    assertEquals(OptionalDouble.empty(), new ScoreLoss.LeastSquares().score(9));
    var trace =
        new Trace(new long[] {0, 1}, new long[] {1, 3}, new double[] {4, .09}, new double[0]);
    for (var loss : List.of(new ScoreLoss.LeastSquares(), new ScoreLoss.Score())) {
      var scores = new Improvement(loss, new SteepestDescent()).scores(trace);
      assertEquals(loss.equals(new ScoreLoss.Score()), scores.isPresent());
    }
  }
}

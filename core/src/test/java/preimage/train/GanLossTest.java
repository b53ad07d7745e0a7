package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import preimage.Catalogs;
import preimage.spec.Entry;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class GanLossTest {
  private static final double[] REAL = {-3, -.5, 0, 2, 30};
  private static final double[] FAKE = {-40, -1, .25, 1, 3};

  static Stream<GanLoss> losses() {
    return Catalogs.LOSSES.entries().stream().map(Entry::prototype);
  }

  private static Tensor scores(double[] values) {
    return Tensor.of(values, values.length);
  }

  private static double[] slope(UnaryOperator<Tensor> loss, double[] at) {
    return Derivatives.gradient(loss, scores(at)).derivative().toDoubles();
  }

  private static double[] each(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void nonSaturatingHasItsClosedForm() {
    Scope.run(() -> {
      var loss = new GanLoss.NonSaturating();
      double critic =
          mean(each(REAL, x -> Math.log1p(Math.exp(-x))))
              + mean(each(FAKE, x -> Math.log1p(Math.exp(x))));
      assertEquals(critic, loss.critic(scores(REAL), scores(FAKE)).item(), 1e-6);
      double generator = mean(each(FAKE, x -> -Math.log(sigmoid(x))));
      assertEquals(generator, loss.generator(scores(FAKE)).item(), 1e-6);

      int n = REAL.length;
      assertArrayEquals(
          each(REAL, x -> -sigmoid(-x) / n), slope(r -> loss.critic(r, scores(FAKE)), REAL), 1e-7);
      assertArrayEquals(
          each(FAKE, x -> sigmoid(x) / n), slope(f -> loss.critic(scores(REAL), f), FAKE), 1e-7);
      assertArrayEquals(each(FAKE, x -> -sigmoid(-x) / n), slope(loss::generator, FAKE), 1e-7);
    });
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isFiniteAndSetsTheTwoSidesAgainstEachOther(GanLoss loss) {
    Scope.run(() -> {
      var huge = new double[] {-1e4, 1e4};
      assertTrue(Double.isFinite(loss.critic(scores(huge), scores(huge)).item()));
      assertTrue(Double.isFinite(loss.generator(scores(huge)).item()));
      var mild = new double[] {-.5, 0, .5};
      var real = slope(r -> loss.critic(r, scores(mild)), mild);
      var fake = slope(f -> loss.critic(scores(mild), f), mild);
      var generated = slope(loss::generator, mild);
      for (int i = 0; i < mild.length; i++) {
        assertTrue(real[i] < 0, "the critic wants real images to score higher");
        assertTrue(fake[i] > 0, "the critic wants generated images to score lower");
        assertTrue(generated[i] < 0, "the generator wants them to score higher");
      }
    });
  }
}

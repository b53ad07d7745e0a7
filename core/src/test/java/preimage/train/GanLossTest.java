package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import preimage.spec.Entry;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class GanLossTest {
  private static final double[] REAL = {-3, -.5, 0, 2, 25};
  private static final double[] FAKE = {-20, -2, .25, 1, 3};

  static Stream<GanLoss> losses() {
    return Games.LOSSES.entries().stream().map(Entry::prototype);
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

  /** A loss of scores, with what it and its slopes are, each of one score. */
  record Closed(
      GanLoss loss,
      DoubleUnaryOperator real,
      DoubleUnaryOperator realSlope,
      DoubleUnaryOperator fake,
      DoubleUnaryOperator fakeSlope,
      DoubleUnaryOperator made,
      DoubleUnaryOperator madeSlope) {}

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  static Stream<Closed> closed() {
    DoubleUnaryOperator doubt = x -> softplus(-x);
    DoubleUnaryOperator doubtSlope = x -> -sigmoid(-x);
    DoubleUnaryOperator belief = x -> softplus(x);
    DoubleUnaryOperator beliefSlope = x -> sigmoid(x);
    DoubleUnaryOperator off = x -> (x - 1) * (x - 1);
    DoubleUnaryOperator offSlope = x -> 2 * (x - 1);
    return Stream.of(
        new Closed(
            new GanLoss.Minimax(),
            doubt,
            doubtSlope,
            belief,
            beliefSlope,
            x -> Math.log(1 - sigmoid(x)),
            x -> -sigmoid(x)),
        new Closed(
            new GanLoss.NonSaturating(), doubt, doubtSlope, belief, beliefSlope, doubt, doubtSlope),
        new Closed(
            new GanLoss.LeastSquares(), off, offSlope, x -> x * x, x -> 2 * x, off, offSlope),
        new Closed(
            new GanLoss.Hinge(),
            x -> Math.max(0, 1 - x),
            x -> x < 1 ? -1 : 0,
            x -> Math.max(0, 1 + x),
            x -> x > -1 ? 1 : 0,
            x -> -x,
            x -> -1),
        new Closed(
            new WassersteinLoss.Clipped(), x -> -x, x -> -1, x -> x, x -> 1, x -> -x, x -> -1));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void hasItsClosedFormAndSlopes(Closed c) {
    Scope.run(() -> {
      double critic = mean(each(REAL, c.real)) + mean(each(FAKE, c.fake));
      assertEquals(critic, c.loss.critic(scores(REAL), scores(FAKE)).item(), 1e-4);
      var made = c.loss.generator(scores(FAKE)).toDoubles();
      assertArrayEquals(each(FAKE, c.made), made, 1e-4);
      int n = REAL.length;
      assertArrayEquals(
          each(REAL, x -> c.realSlope.applyAsDouble(x) / n),
          slope(r -> c.loss.critic(r, scores(FAKE)), REAL),
          1e-5);
      assertArrayEquals(
          each(FAKE, x -> c.fakeSlope.applyAsDouble(x) / n),
          slope(f -> c.loss.critic(scores(REAL), f), FAKE),
          1e-5);
      assertArrayEquals(each(FAKE, c.madeSlope), slope(c.loss::generator, FAKE), 1e-5);
    });
  }

  /** So that a trained critic can be searched by the loss that it was trained against. */
  @ParameterizedTest
  @MethodSource("losses")
  void theGeneratorsLossHasANameAmongThoseOfScores(GanLoss loss) {
    Scope.run(() ->
        assertArrayEquals(
            loss.generator(scores(FAKE)).toDoubles(),
            loss.scoreLoss().orElseThrow().of(scores(FAKE)).toDoubles()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isFiniteAndSetsTheTwoSidesAgainstEachOther(GanLoss loss) {
    Scope.run(() -> {
      var huge = new double[] {-1e4, 1e4};
      assertTrue(Double.isFinite(loss.critic(scores(huge), scores(huge)).item()));
      assertTrue(Double.isFinite(loss.generator(scores(huge)).sum().item()));
      var mild = new double[] {.2, .5, .8};
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

package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DerivativesTest {
  private static final Rng RNG = Rng.of(1);

  private static Tensor points(int n, int d) {
    return RNG.normal(Shape.of(d), Rng.samples(0, n)).to(Dtype.FLOAT64);
  }

  private static UnaryOperator<Tensor> tanhLinear(int in, int out) {
    Tensor w = RNG.purpose("w" + in + out).normal(Shape.of(out), Rng.samples(0, in));
    return x -> x.matmul(w.to(x.dtype())).tanh();
  }

  @Test
  void jacobianAgreesWithFiniteDifferencesTallAndWide() {
    for (int[] size : new int[][] {{3, 5}, {5, 2}}) {
      Scope.run(() -> {
        var f = tanhLinear(size[0], size[1]);
        Tensor x = points(4, size[0]);
        var jacobian = Derivatives.jacobian(f, x);
        assertArrayEquals(new long[] {4, size[1], size[0]}, jacobian.derivative().shape());
        double h = 1e-6;
        for (int j = 0; j < size[0]; j++) {
          var step = new double[size[0]];
          step[j] = h;
          Tensor h1 = Tensor.of(step, 1, size[0]);
          Tensor slope = f.apply(x.add(h1)).sub(f.apply(x.sub(h1))).div(2 * h);
          assertArrayEquals(
              slope.toDoubles(),
              jacobian.derivative().narrow(2, j, 1).reshape(4, size[1]).toDoubles(),
              1e-8);
        }
      });
    }
  }

  @Test
  void pushforwardAndPullbackAreTheJacobianAndItsTranspose() {
    Scope.run(() -> {
      var f = tanhLinear(3, 5);
      Tensor x = points(4, 3);
      Tensor t = RNG.purpose("t").normal(Shape.of(3), Rng.samples(0, 4)).to(Dtype.FLOAT64);
      Tensor v = RNG.purpose("v").normal(Shape.of(5), Rng.samples(0, 4)).to(Dtype.FLOAT64);
      Tensor j = Derivatives.jacobian(f, x).derivative();
      assertArrayEquals(
          j.matmul(t.reshape(4, 3, 1)).toDoubles(),
          Derivatives.pushforward(f, x, t).derivative().toDoubles(),
          1e-12);
      assertArrayEquals(
          j.transpose(1, 2).matmul(v.reshape(4, 5, 1)).toDoubles(),
          Derivatives.pullback(f, x, v).derivative().toDoubles(),
          1e-12);
    });
  }

  @Test
  void differentiatesAGradient() {
    Scope.run(() -> {
      Tensor x = Derivatives.variable(Tensor.of(new double[] {1, 2, 3}, 3));
      Tensor slope = Derivatives.differentiableGradient(x.mul(x).mul(x).sum(), x);
      Tensor curvature = Derivatives.differentiableGradient(slope.sum(), x);
      assertArrayEquals(new double[] {3, 12, 27}, slope.toDoubles(), 1e-12);
      assertArrayEquals(new double[] {6, 12, 18}, curvature.toDoubles(), 1e-12);
    });
  }

  @Test
  void gradientsOfSamplesDoNotMix() {
    Scope.run(() -> {
      Tensor x = points(6, 3);
      var all = Derivatives.gradient(p -> p.square().sumPerSample(), x);
      assertArrayEquals(x.mul(2).toDoubles(), all.derivative().toDoubles(), 1e-12);
      assertEquals(6, all.value().size(0));
    });
  }

  @Test
  void weightsGiveTheirGradients() {
    Scope.run(() -> {
      Tensor w = Tensor.of(new float[] {2, 3}, 2);
      Tensor still = Tensor.of(new float[] {5, 5}, 2);
      try (var weights = Weights.learning(Map.of("w", w, "still", still), Set.of("w"))) {
        var loss = weights.named("w").square().mul(weights.named("still")).sum();
        var gradient = weights.gradientOf(loss);
        assertEquals(Set.of("w"), gradient.keySet());
        assertArrayEquals(new float[] {20, 30}, gradient.values().iterator().next().toArray());
      }
    });
  }
}

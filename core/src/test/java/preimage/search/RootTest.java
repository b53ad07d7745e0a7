package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class RootTest {
  /** Σ |x|, which has a slope at 0 that its root has not. */
  private static final Root ROOT = new Root(Objective.of(x -> x.abs().sum(1)));

  @Test
  void itsSquareIsTheObjective() {
    Scope.run(() -> {
      Tensor x = Zoo.points(3, 4, Dtype.FLOAT64);
      assertArrayEquals(
          x.abs().sum(1).toDoubles(), ROOT.residual(x).square().mean(1).toDoubles(), 1e-12);
      assertArrayEquals(x.abs().sum(1).toDoubles(), ROOT.at(x).toDoubles(), 1e-12);
    });
  }

  @Test
  void itsSlopesAreThoseOfTheRoot() {
    Scope.run(() -> {
      Tensor x = Zoo.points(3, 4, Dtype.FLOAT64);
      var expected = Derivatives.jacobian(ROOT::residual, x);
      var slopes = ROOT.slopes(x);
      assertArrayEquals(expected.derivative().shape(), slopes.jacobian().shape());
      assertArrayEquals(expected.derivative().toDoubles(), slopes.jacobian().toDoubles(), 1e-12);
      var tangents = ROOT.tangents(x);
      Tensor t = Zoo.starts(3, 4, Dtype.FLOAT64);
      Tensor along = slopes.jacobian().matmul(t.reshape(3, 4, 1)).reshape(3, 1);
      assertArrayEquals(along.toDoubles(), tangents.push().apply(t).toDoubles(), 1e-12);
      Tensor u = Tensor.of(new double[] {1, -2, 3}, 3, 1);
      Tensor back = slopes.jacobian().mul(u.reshape(3, 1, 1)).reshape(3, 4);
      assertArrayEquals(back.toDoubles(), tangents.pull().apply(u).toDoubles(), 1e-12);
    });
  }

  @Test
  void atZeroNothingIsInfinite() {
    Scope.run(() -> {
      Tensor x = Tensor.zeros(2, 4);
      var slopes = ROOT.slopes(x);
      for (double value : slopes.jacobian().toDoubles()) {
        assertTrue(Double.isFinite(value));
      }
      assertArrayEquals(new float[2], slopes.value().toArray());
      var found = new LevenbergMarquardt().solve(Zoo.problem(ROOT, 2), x.add(.3));
      for (float value : found.value().toArray()) {
        assertEquals(0, value, .05);
      }
    });
  }
}

package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.search.Residual;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class ArcsineTest {
  private static final float[] PIXELS = {-1.3f, -1, -.99999f, -.6f, 0, .3f, .9998f, 1, 1.2f};

  /** x ↦ asin y(x) − asin t, pixels being the points themselves. */
  private static Residual residual(float target) {
    int m = PIXELS.length;
    var all = new float[m];
    Arrays.fill(all, target);
    Tensor t = Tensor.of(all, 1, m).to(Dtype.FLOAT64);
    return new Arcsine(Residual.match(x -> x, t), t);
  }

  private static Tensor points() {
    return Tensor.of(PIXELS, 1, PIXELS.length).to(Dtype.FLOAT64);
  }

  @Test
  void isTheDifferenceOfAnglesWithinTheRangeAndGrowsBeyondIt() {
    Scope.run(() -> {
      double[] r = residual(.3f).residual(points()).toDoubles();
      for (int i : new int[] {3, 4, 5}) {
        assertEquals(Math.asin(PIXELS[i]) - Math.asin(.3f), r[i], 1e-6);
      }
      for (int i = 1; i < r.length; i++) {
        assertTrue(r[i] > r[i - 1], "at " + PIXELS[i]);
      }
    });
  }

  @Test
  void isZeroWhereThePixelsAreTheSame() {
    Scope.run(() -> {
      for (int i = 0; i < PIXELS.length; i++) {
        double[] r = residual(PIXELS[i]).residual(points()).toDoubles();
        for (int j = 0; j < r.length; j++) {
          assertEquals(i == j, r[j] == 0, PIXELS[i] + " and " + PIXELS[j]);
        }
      }
    });
  }

  @Test
  void itsSlopesAreItsDerivatives() {
    Scope.run(() -> {
      var residual = residual(-1);
      Tensor x = points();
      var slopes = residual.slopes(x);
      var derived = Derivatives.jacobian(residual::residual, x);
      assertArrayEquals(derived.value().toDoubles(), slopes.value().toDoubles(), 1e-12);
      assertArrayEquals(derived.derivative().toDoubles(), slopes.jacobian().toDoubles(), 1e-9);
      var tangents = residual.tangents(x);
      Tensor ones = x.mul(0).add(1);
      double[] rows = slopes.jacobian().sum(2).toDoubles();
      assertArrayEquals(rows, tangents.push().apply(ones).toDoubles(), 1e-9);
      assertArrayEquals(rows, tangents.pull().apply(ones).toDoubles(), 1e-9);
    });
  }

  @Test
  void aReconstructionIsEasedOnItsOwnPixelsWhateverTheRangeOfTheGenerator() {
    Scope.run(() -> {
      var generator = Analytic.tanh();
      Tensor z = Tensor.full(.2, 3, Analytic.DIMENSION);
      Tensor other = Tensor.full(-.4, 3, Analytic.DIMENSION);
      var plain = new Reconstruction(generator, Optional.empty(), generator.apply(z));
      var eased = plain.eased().orElseThrow();
      assertEquals(0, eased.at(z).sum().item());
      Tensor expected = generator.apply(other).asin().sub(generator.apply(z).asin());
      assertArrayEquals(expected.flatten().toArray(), eased.residual(other).toArray(), 1e-5f);
      assertArrayEquals(
          eased.residual(other).narrow(0, 1, 1).toArray(),
          eased.rows(Tensor.of(new int[] {1})).residual(other.narrow(0, 1, 1)).toArray());
    });
  }
}

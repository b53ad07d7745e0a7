package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

class InterpolationTest {
  private static float[] drawn(long sample) {
    return Scope.call(() -> Rng.of(3).normal(Shape.of(100), sample).toArray());
  }

  private static double norm(float[] z) {
    double sum = 0;
    for (float value : z) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static float[] scaled(float[] z, double norm) {
    var scaled = z.clone();
    for (int i = 0; i < z.length; i++) {
      scaled[i] = (float) (z[i] * norm / norm(z));
    }
    return scaled;
  }

  @Test
  void endsWhereItShould() {
    var a = drawn(0);
    var b = drawn(1);
    for (var way : Interpolation.values()) {
      var path = way.path(a, b, 7);
      assertEquals(7, path.length);
      assertArrayEquals(a, path[0], "exactly");
      assertArrayEquals(b, path[6], "exactly");
    }
  }

  @Test
  void theLineIsStraightAndTheSphereRound() {
    var a = scaled(drawn(0), 10);
    var b = scaled(drawn(1), 10);
    for (float[] z : Interpolation.SPHERICAL.path(a, b, 11)) {
      assertEquals(10, norm(z), 1e-5);
    }
    // Two draws are nearly orthogonal: the middle of the line lies √2 nearer to the origin.
    assertEquals(10 / Math.sqrt(2), norm(Interpolation.LINEAR.at(.5, a, b)), .5);
    assertArrayEquals(
        new float[] {1, 3}, Interpolation.LINEAR.at(.25, new float[2], new float[] {4, 12}));
  }

  @Test
  void theSphereGoesInEqualAngles() {
    var third = Interpolation.SPHERICAL.at(1. / 3, new float[] {2, 0}, new float[] {0, 2});
    assertArrayEquals(new float[] {(float) Math.sqrt(3), 1}, third, 1e-6f);
  }

  @Test
  void unequalNormsPassIntoEachOther() {
    var a = scaled(drawn(0), 4);
    var b = scaled(drawn(1), 9);
    double last = 4;
    for (float[] z : Interpolation.SPHERICAL.path(a, b, 9)) {
      assertTrue(norm(z) >= last - 1e-5);
      last = norm(z);
    }
    assertEquals(9, last, 1e-5);
  }

  @Test
  void withoutOneGreatCircleItIsTheLine() {
    var a = scaled(drawn(0), 10);
    var near = a.clone();
    near[3] += 1e-6f;
    var opposite = scaled(a, -10);
    for (float[] b : new float[][] {a, near, opposite, new float[100]}) {
      assertArrayEquals(
          Interpolation.LINEAR.path(a, b, 5)[2], Interpolation.SPHERICAL.path(a, b, 5)[2]);
    }
    // A little further apart, both ways agree to rounding.
    near[3] += 1e-3f;
    assertArrayEquals(
        Interpolation.LINEAR.at(.3, a, near), Interpolation.SPHERICAL.at(.3, a, near), 1e-6f);
  }

  @Test
  void refusesWhatHasNoWay() {
    assertEquals(
        "steps must be at least 2, the two ends, but were 1",
        assertThrows(Misuse.class, () -> Interpolation.LINEAR.path(drawn(0), drawn(1), 1))
            .getMessage());
    assertThrows(Misuse.class, () -> Interpolation.SPHERICAL.path(new float[3], new float[4], 5));
  }
}

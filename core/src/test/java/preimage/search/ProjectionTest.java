package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class ProjectionTest {
  private static final Draws DRAWS = new Draws(Rng.of(1), new long[] {0, 1});

  private static double[] project(Projection projection, double... point) {
    return projection.onto(Tensor.of(point, 2, 2), DRAWS).toDoubles();
  }

  @Test
  void findsTheNearestPoint() {
    Scope.run(() -> {
      assertArrayEquals(new double[] {3, 4, 0, -9}, project(Projection.none(), 3, 4, 0, -9));
      assertArrayEquals(new double[] {1, 1, 0, -1}, project(Projection.box(-1, 1), 3, 4, 0, -9));
      Tensor centre = Tensor.of(new double[] {0, 0, 1, 1}, 2, 2);
      assertArrayEquals(
          new double[] {2, 2, 1, -1}, project(Projection.ball(Norm.LINF, centre, 2), 3, 4, 1, -9));
      assertArrayEquals(
          new double[] {1.2, 1.6, 1, 2},
          project(Projection.ball(Norm.L2, centre, 2), 3, 4, 1, 2),
          1e-12);
      assertArrayEquals(
          new double[] {0, 0, 1, 1}, project(Projection.ball(Norm.L2, centre, 0), 0, 0, 4, 5));
    });
  }

  @Test
  void aBallGoesWithItsSample() {
    Scope.run(() -> {
      Tensor centre = Tensor.of(new double[] {0, 0, 1, 1}, 2, 2);
      var balls = Projection.ball(Norm.LINF, centre, .5).then(Projection.box(0, 1));
      Tensor point = Tensor.of(new double[] {-9, 9, 9, 9}, 2, 2);
      var swapped = balls.rows(Tensor.of(new int[] {1, 0}));
      assertArrayEquals(new double[] {0, .5, 1, 1}, balls.onto(point, DRAWS).toDoubles());
      assertArrayEquals(new double[] {.5, 1, .5, .5}, swapped.onto(point, DRAWS).toDoubles());
    });
  }

  @Test
  void projectingTwiceChangesNothing() {
    Scope.run(() -> {
      Tensor far = Zoo.points(2, 6, Dtype.FLOAT64).mul(100);
      Tensor centre = Zoo.starts(2, 6, Dtype.FLOAT64);
      for (var norm : Norm.values()) {
        var ball = Projection.ball(norm, centre, .3);
        Tensor once = ball.onto(far, DRAWS);
        assertArrayEquals(once.toDoubles(), ball.onto(once, DRAWS).toDoubles(), 1e-15);
        for (double length : norm.of(once.sub(centre)).toDoubles()) {
          assertEquals(.3, length, 1e-12);
        }
      }
    });
  }

  @Test
  void refusesSetsThatAreEmpty() {
    assertThrows(Misuse.class, () -> Projection.box(1, -1));
    Scope.run(
        () -> assertThrows(Misuse.class, () -> Projection.ball(Norm.L2, Tensor.zeros(1, 1), -1)));
  }
}

package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.net.LatentPrior;
import preimage.tensor.Dtype;
import preimage.tensor.Order;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class AtomsTest {
  private static final Rng RNG = Rng.of(5);
  private static final int D = 7;
  private static final LatentPrior NORMAL = new LatentPrior.Normal(D);

  private static Tensor latents(int n) {
    return RNG.normal(Shape.of(D), Rng.samples(0, n)).to(Dtype.FLOAT64);
  }

  /** The area between two distribution functions, piece by piece. */
  private static double area(double[] a, double[] b) {
    double[] all =
        IntStream.range(0, a.length + b.length)
            .mapToDouble(i -> i < a.length ? a[i] : b[i - a.length])
            .sorted()
            .toArray();
    double area = 0;
    for (int i = 1; i < all.length; i++) {
      double at = (all[i - 1] + all[i]) / 2;
      area += Math.abs(below(a, at) - below(b, at)) * (all[i] - all[i - 1]);
    }
    return area;
  }

  private static double below(double[] values, double bound) {
    return Arrays.stream(values).filter(v -> v < bound).count() / (double) values.length;
  }

  private static double between(double[] a, double[] b) {
    return Arrays.stream(a)
        .map(x -> Arrays.stream(b).map(y -> Math.abs(x - y)).average().orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void theDistanceOfShiftedSetsIsTheShift() {
    Scope.run(() -> {
      Tensor set = latents(1);
      for (double shift : new double[] {0, .25, -3}) {
        double[] found = Atoms.of(set.reshape(-1)).wasserstein(set.add(shift)).toDoubles();
        assertEquals(Math.abs(shift), found[0], 1e-12);
      }
    });
  }

  @Test
  void theAreaBetweenDistributionFunctionsIsExact() {
    Scope.run(() -> {
      Tensor z = latents(3);
      for (int count : new int[] {1, 5, D, 10, 3 * D, 1000}) {
        Tensor drawn = RNG.purpose("y").normal(Shape.of(count), 0).to(Dtype.FLOAT64).reshape(-1);
        double[] found = Atoms.of(drawn).wasserstein(z).toDoubles();
        for (int i = 0; i < 3; i++) {
          double expected = area(z.narrow(0, i, 1).toDoubles(), drawn.toDoubles());
          assertEquals(expected, found[i], 1e-12, count + " drawn");
        }
      }
    });
  }

  @Test
  void theEnergyDistanceIsThatOfAllPairs() {
    Scope.run(() -> {
      Tensor z = latents(2);
      double[] prior = NORMAL.quantiles(10_000).toDoubles();
      double[] found = new Energy(2).towards(NORMAL).orElseThrow().at(z).toDoubles();
      double own = Atoms.of(NORMAL).spread();
      // E|Y − Y′| of two standard normal variables.
      assertEquals(2 / Math.sqrt(Math.PI), own, 1e-3);
      for (int i = 0; i < 2; i++) {
        double[] row = z.narrow(0, i, 1).toDoubles();
        double expected = 2 * between(row, prior) - between(row, row) - own;
        assertEquals(2 * expected, found[i], 1e-10);
      }
    });
  }

  @Test
  void equalComponentsKeepTheirOrder() {
    Scope.run(() -> {
      Tensor z = Tensor.of(new float[] {2, 1, 1, 0}, 1, 4);
      assertArrayEquals(new long[] {3, 1, 2, 0}, Order.ascending(z).toLongs());
      Tensor bounds = Tensor.of(new float[] {0, 1, 1}, 3);
      assertArrayEquals(new long[] {3, 1, 1, 0}, Order.below(z, bounds).toLongs());
    });
  }
}

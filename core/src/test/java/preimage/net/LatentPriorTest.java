package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import preimage.tensor.Dtype;
import preimage.tensor.Gaussian;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class LatentPriorTest {
  /** A prior that says no more than it must. */
  private record Silent(LatentPrior prior) implements LatentPrior {
    @Override
    public int dimension() {
      return prior.dimension();
    }

    @Override
    public Tensor draw(Rng rng, long... samples) {
      return prior.draw(rng, samples);
    }
  }

  @Test
  void quantilesAreThoseOfTheDistribution() {
    Scope.run(() -> {
      var uniform = new LatentPrior.Uniform(3, -1, 3);
      assertArrayEquals(new double[] {-.5, .5, 1.5, 2.5}, uniform.quantiles(4).toDoubles(), 1e-15);
      double[] normal = new LatentPrior.Normal(3).quantiles(4).toDoubles();
      assertArrayEquals(
          new double[] {-1.1503493803760083, -.31863936396437514, .31863936396437514, 1.15034938},
          normal,
          1e-8);
      Tensor p = Tensor.of(new double[] {.001, .3, .9999}, 3);
      assertArrayEquals(p.toDoubles(), Gaussian.cdf(Gaussian.quantile(p)).toDoubles(), 1e-12);
    });
  }

  @Test
  void meanAndDeviationAreThoseOfTheQuantiles() {
    for (var prior :
        new LatentPrior[] {new LatentPrior.Uniform(3, -1, 3), new LatentPrior.Normal(5)}) {
      Scope.run(() -> {
        Tensor q = prior.quantiles(100_000);
        assertEquals(prior.mean(), q.mean().item(), 1e-9);
        double deviation = Math.sqrt(q.add(-prior.mean()).square().mean().item());
        assertEquals(prior.deviation(), deviation, 1e-4);
      });
    }
  }

  @Test
  void aPriorThatDoesNotSayIsEstimated() {
    for (var prior :
        new LatentPrior[] {new LatentPrior.Uniform(3, -1, 3), new LatentPrior.Normal(5)}) {
      var silent = new Silent(prior);
      Scope.run(() -> {
        Tensor q = silent.quantiles(100);
        assertEquals(Dtype.FLOAT64, q.dtype());
        assertArrayEquals(prior.quantiles(100).toDoubles(), q.toDoubles(), .03);
        assertEquals(prior.mean(), silent.mean(), .01);
        assertEquals(prior.deviation(), silent.deviation(), .01);
        assertTrue(silent.deviance(q).isEmpty());
      });
    }
  }
}

package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.net.LatentPrior.Interval;
import preimage.net.LatentPrior.Sphere;
import preimage.net.LatentPrior.TruncatedNormal;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Gaussian;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class LatentPriorTest {
  private static final Rng RNG = Rng.of(3);

  private static double[] draws(LatentPrior prior, int count) {
    return Scope.call(() -> prior.draw(RNG, Rng.samples(0, count)).toDoubles());
  }

  private static double moment(double[] values, int power) {
    return Arrays.stream(values).map(x -> Math.pow(x, power)).average().orElseThrow();
  }

  /** The variance of N(0, 1) on ±b is 1 − 2 b φ(b) / (2 Φ(b) − 1). */
  @Test
  void aTruncatedNormalHasItsVarianceAndItsBound() {
    double[][] known = {{.1, .003330}, {1, .291125}, {2, .773741}, {3, .973337}};
    for (double[] bound : known) {
      double[] z = draws(new TruncatedNormal(50, bound[0]), 1000);
      assertTrue(Arrays.stream(z).allMatch(x -> Math.abs(x) < bound[0]));
      double deviation = Math.sqrt(bound[1] / z.length);
      assertEquals(0, moment(z, 1), 4 * deviation);
      assertEquals(bound[1], moment(z, 2), .03 * bound[1]);
    }
    assertEquals(Optional.of(new Interval(-2, 2)), new TruncatedNormal(4).support());
  }

  @Test
  void aSphereIsUniform() {
    var sphere = new Sphere(8);
    double[] z = draws(sphere, 4000);
    for (int i = 0; i < z.length; i += 8) {
      double square = 0;
      for (int j = i; j < i + 8; j++) {
        square += z[j] * z[j];
      }
      assertEquals(8, square, 1e-5);
    }
    assertEquals(0, moment(z, 1), 4 / Math.sqrt(z.length));
    assertEquals(1, moment(z, 2), 1e-6);
    // Of d components of a point on the sphere of radius √d, x⁴ is on average 3 d / (d + 2).
    assertEquals(2.4, moment(z, 4), .1);
    assertEquals(Math.sqrt(8), sphere.length().orElseThrow());
    assertEquals(3, new Sphere(8, Optional.of(3.)).length().orElseThrow());
  }

  @Test
  void aSampleIsTheSameInAnyBatch() {
    for (LatentPrior prior : new LatentPrior[] {new TruncatedNormal(9, .7), new Sphere(9)}) {
      Scope.run(() -> {
        double[] many = prior.draw(RNG, Rng.samples(0, 20)).toDoubles();
        double[] one = prior.draw(RNG, 17).toDoubles();
        assertArrayEquals(Arrays.copyOfRange(many, 17 * 9, 18 * 9), one);
      });
    }
  }

  @Test
  void areWrittenOnModelCards() {
    for (var text :
        new String[] {
          "truncated-normal(dimension=7, bound=0.5)",
          "sphere(dimension=7, radius=none)",
          "sphere(dimension=7, radius=2.5)"
        }) {
      var prior = Layers.PRIORS.parse(text);
      assertEquals(text, Layers.PRIORS.describe(prior));
      var layers =
          Architecture.parse("7 linear(out=4).then(reshape(channels=1, height=2, width=2))");
      var card = ModelCard.generator(layers, prior, new Condition.None(), Map.of());
      assertEquals(card, ModelCard.parse(card.json(), "x"));
    }
    assertEquals(new Sphere(7), Layers.PRIORS.parse("sphere(dimension=7)"));
  }

  @Test
  void refuseWhatCannotBe() {
    assertThrows(Misuse.class, () -> new TruncatedNormal(3, 0));
    assertThrows(Misuse.class, () -> new Sphere(1));
    assertThrows(Misuse.class, () -> new Sphere(3, Optional.of(-1.)));
  }

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

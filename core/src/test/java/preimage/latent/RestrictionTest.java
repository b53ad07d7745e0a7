package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.Catalogs;
import preimage.data.Images;
import preimage.net.LatentPrior;
import preimage.search.Draws;
import preimage.search.LevenbergMarquardt;
import preimage.search.Objective;
import preimage.search.Residual;
import preimage.spec.Misuse;
import preimage.tensor.Derivatives;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class RestrictionTest {
  private static final Rng RNG = Rng.of(5);
  private static final int D = 7;
  private static final LatentPrior NORMAL = new LatentPrior.Normal(D);

  private static Draws moment(long step) {
    return new Draws(RNG.step(step), Rng.samples(0, 3));
  }

  private static Tensor latents(int n) {
    return RNG.normal(Shape.of(D), Rng.samples(0, n)).to(Dtype.FLOAT64);
  }

  private static Objective penalty(Restriction restriction) {
    return restriction.towards(NORMAL).orElseThrow().now(moment(1));
  }

  /** All that are penalties. */
  private static List<Restriction> penalties() {
    return Catalogs.RESTRICTIONS.entries().stream()
        .map(entry -> entry.prototype())
        .filter(r -> r.towards(NORMAL).isPresent())
        .toList();
  }

  @Test
  void theOthersAreTheirFormulas() {
    Scope.run(() -> {
      Tensor z = latents(1);
      double[] v = z.toDoubles();
      double square = Arrays.stream(v).map(x -> x * x).average().orElseThrow();
      double mean = Arrays.stream(v).average().orElseThrow();
      double variance = square - mean * mean;
      assertEquals(3 * square / 2, penalty(new Likelihood(3)).at(z).item(), 1e-12);
      assertEquals(
          3 * Math.pow(Math.sqrt(square) - 1, 2), penalty(new Shell(3)).at(z).item(), 1e-12);
      assertEquals(
          3 * (mean * mean + Math.pow(variance - 1, 2)),
          penalty(new Moments(3)).at(z).item(),
          1e-12);
      double[] q = NORMAL.quantiles(D).toDoubles();
      Arrays.sort(v);
      double w2 =
          IntStream.range(0, D).mapToDouble(i -> Math.pow(v[i] - q[i], 2)).average().orElseThrow();
      assertEquals(3 * w2, penalty(new Transport(3)).at(z).item(), 1e-12);
      assertEquals(10 * square, penalty(new Annealed()).at(z).item(), 1e-12);
    });
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    Scope.run(() -> {
      Tensor z = latents(2);
      for (var restriction : penalties()) {
        var f = penalty(restriction);
        double[] gradient = Derivatives.gradient(f::at, z).derivative().toDoubles();
        double h = 1e-6;
        for (int j = 0; j < D; j++) {
          var unit = new double[D];
          unit[j] = h;
          Tensor e = Tensor.of(unit, 1, D);
          double[] up = f.at(z.add(e)).toDoubles();
          double[] down = f.at(z.sub(e)).toDoubles();
          for (int i = 0; i < 2; i++) {
            double slope = (up[i] - down[i]) / (2 * h);
            assertEquals(slope, gradient[i * D + j], 1e-4, restriction.toString());
          }
        }
      }
    });
  }

  @Test
  void theOrderOfComponentsDoesNotMatter() {
    Scope.run(() -> {
      Tensor z = latents(2);
      for (var restriction : penalties()) {
        var f = penalty(restriction);
        double[] mirrored = f.at(z.flip(1)).toDoubles();
        assertArrayEquals(f.at(z).toDoubles(), mirrored, 1e-12, restriction.toString());
      }
    });
  }

  @Test
  void aWeightOfZeroIsNoPenaltyAndANegativeOneIsRefused() {
    Scope.run(() -> {
      for (var text : List.of("w1", "w1-quantiles", "w2", "energy", "nll", "shell", "moments")) {
        var none = Catalogs.RESTRICTIONS.parse(text + "(weight=0)");
        assertArrayEquals(new double[2], penalty(none).at(latents(2)).toDoubles());
        assertThrows(Misuse.class, () -> Catalogs.RESTRICTIONS.parse(text + "(weight=-1)"));
      }
    });
    assertThrows(Misuse.class, () -> new Wasserstein(1, 0));
    assertThrows(Misuse.class, () -> new Annealed(1, 2, 3));
    assertThrows(Misuse.class, () -> new Annealed(1, .5, 0));
    assertThrows(Misuse.class, () -> new Redraw(0, 2));
    assertThrows(Misuse.class, () -> new Redraw(1, -2));
  }

  @Test
  void leastSquaresKnowTheirSlopes() {
    Scope.run(() -> {
      Tensor z = latents(3);
      int known = 0;
      for (var restriction : penalties()) {
        if (penalty(restriction) instanceof Residual residual) {
          var slopes = residual.slopes(z);
          Tensor expected = Derivatives.jacobian(residual::residual, z).derivative();
          assertArrayEquals(expected.shape(), slopes.jacobian().shape());
          assertArrayEquals(expected.toDoubles(), slopes.jacobian().toDoubles(), 1e-12);
          assertArrayEquals(residual.residual(z).toDoubles(), slopes.value().toDoubles(), 1e-12);
          known++;
        }
      }
      assertEquals(5, known);
    });
  }

  @Test
  void eachStepDrawsAfreshAndAllSamplesSeeTheSame() {
    Scope.run(() -> {
      var w1 = new Wasserstein(1, 50).towards(NORMAL).orElseThrow();
      Tensor z = latents(2);
      double[] first = w1.now(moment(1)).at(z).toDoubles();
      assertArrayEquals(first, w1.now(moment(1)).at(z).toDoubles());
      assertNotEquals(first[0], w1.now(moment(2)).at(z).toDoubles()[0]);
      double[] twice = w1.now(moment(1)).at(z.rows(Tensor.of(new int[] {1, 1}))).toDoubles();
      assertArrayEquals(new double[] {first[1], first[1]}, twice, 1e-15);
      // On average it is the distance to the prior, and what fifty draws are away from it.
      double mean =
          IntStream.range(0, 40)
              .mapToDouble(i -> w1.now(moment(i)).at(z).toDoubles()[0])
              .average()
              .orElseThrow();
      assertEquals(penalty(new Quantiles()).at(z).toDoubles()[0], mean, .05);
    });
  }

  @Test
  void theAnnealedWeightEndsAtNothing() {
    Scope.run(() -> {
      var annealed = new Annealed(8, .5, 3);
      var f = annealed.towards(NORMAL).orElseThrow();
      Tensor ones = Tensor.ones(1, D);
      for (int step = 1; step <= 5; step++) {
        double expected = List.of(8., 4., 2., 0., 0.).get(step - 1);
        assertEquals(expected, f.now(moment(step)).at(ones).item(), 1e-5);
      }
      assertEquals(f.now(moment(4)), f.now(moment(9)));
    });
  }

  @Test
  void theAnnealedPriorLeadsThroughFlatDirections() {
    try (var generator = Analytic.narrow()) {
      var images = generator.images(40);
      double[] alone = losses(generator, images, new Restriction.None());
      double[] led = losses(generator, images, new Annealed());

      long few = Arrays.stream(alone).filter(l -> l < 1e-10).count();
      long most = Arrays.stream(led).filter(l -> l < 1e-10).count();
      assertTrue(most >= few + 4, most + " against " + few);
    }
  }

  /** What Levenberg–Marquardt leaves, ascending. */
  private static double[] losses(Analytic generator, Images images, Restriction restriction) {
    var recovery =
        new Recovery(
            new Start.Prior(),
            new LevenbergMarquardt(),
            1,
            0,
            Clip.STANDARD,
            new Distance.Squared(),
            restriction);
    double[] losses = recovery.recover(generator, images, 1).loss();
    Arrays.sort(losses);
    return losses;
  }

  @Test
  void farComponentsAreDrawnAnew() {
    Scope.run(() -> {
      var redraw = new Redraw(50, 2);
      assertEquals(Optional.empty(), redraw.towards(NORMAL));
      var move = redraw.after(NORMAL).orElseThrow();
      Tensor point = Tensor.of(new float[] {0, 1.5f, 2.5f, -9, 9, -1.5f, 0}, 1, D).repeatAll(3);
      float[] before = point.toArray();
      float[] after = move.onto(point, moment(1)).toArray();
      for (int i = 0; i < before.length; i++) {
        assertEquals(Math.abs(before[i]) > 2, before[i] != after[i], "component " + i);
        assertTrue(Math.abs(after[i]) < 6);
      }
      assertArrayEquals(after, move.onto(point, moment(1)).toArray());
      assertFalse(Arrays.equals(after, move.onto(point, moment(2)).toArray()));
      // At the threshold, every second.
      Tensor edge = Tensor.full(2, 1000, 10);
      var draws = new Draws(RNG, Rng.samples(0, 1000));
      Tensor kept =
          redraw.after(new LatentPrior.Normal(10)).orElseThrow().onto(edge, draws).same(edge);
      assertEquals(.5, kept.to(Dtype.FLOAT64).mean().item(), .02);
    });
  }

  @Test
  void theLikelihoodOfAFlatPriorRestrictsNothing() {
    var uniform = new LatentPrior.Uniform(4);
    var misuse =
        assertThrows(Misuse.class, () -> Scope.call(() -> new Likelihood().towards(uniform)));
    assertTrue(misuse.getMessage().startsWith("nll restricts nothing"), misuse.getMessage());
  }
}

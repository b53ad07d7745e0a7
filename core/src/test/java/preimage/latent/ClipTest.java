package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.net.LatentPrior;
import preimage.search.Adam;
import preimage.search.Draws;
import preimage.search.GradientDescent;
import preimage.search.LevenbergMarquardt;
import preimage.search.MatrixFree;
import preimage.search.Outcome;
import preimage.search.Projection;
import preimage.search.Schedule;
import preimage.search.Solver;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class ClipTest {
  private static final List<LatentPrior> PRIORS =
      List.of(
          new LatentPrior.Uniform(8),
          new LatentPrior.Normal(8),
          new LatentPrior.TruncatedNormal(8, 1.5),
          new LatentPrior.Sphere(8));

  private static Recovery by(Solver solver, Clip clip) {
    return new Recovery(new Start.Prior(), solver, 1, 0, clip);
  }

  @Test
  void keepsLatentsInTheSupportOfTheirPrior() {
    Scope.run(() -> {
      var draws = new Draws(Rng.of(2), Rng.samples(0, 50));
      Tensor far = draws.normal(preimage.tensor.Shape.of(8)).mul(5);
      for (var prior : PRIORS) {
        for (var clip : List.of(Clip.STANDARD, Clip.STOCHASTIC)) {
          Tensor z = clip.onto(prior).onto(far, draws);
          var interval = prior.support();
          interval.ifPresent(i -> {
            for (double value : z.toDoubles()) {
              assertTrue(value >= i.lower() && value <= i.upper());
            }
          });
          prior
              .length()
              .ifPresent(r -> {
                for (double square : z.square().sum(1).toDoubles()) {
                  assertEquals(r * r, square, 1e-4);
                }
              });
          if (interval.isEmpty()) {
            assertEquals(Projection.none(), clip.onto(prior));
          }
        }
      }
    });
  }

  @Test
  void theRedrawnComponentsAreThePriors() {
    Scope.run(() -> {
      var draws = new Draws(Rng.of(2), Rng.samples(0, 2000));
      Tensor far = Tensor.full(9, 2000, 8);
      var prior = new LatentPrior.TruncatedNormal(8, 1.5);
      double[] z = Clip.STOCHASTIC.onto(prior).onto(far, draws).square().toDoubles();
      // 1 − 2 b φ(b) / (2 Φ(b) − 1) at b = 1.5.
      assertEquals(.551519, java.util.Arrays.stream(z).average().orElseThrow(), .02);
    });
  }

  @Test
  void leastSquaresConvergesUnderEveryClipOnEveryPrior() {
    for (var prior : PRIORS) {
      try (var generator = Analytic.tanh().with(prior)) {
        for (Solver solver : List.of(new LevenbergMarquardt(), new MatrixFree(60, 8, 1e-3))) {
          for (var clip : List.of(Clip.STANDARD, Clip.STOCHASTIC)) {
            var chain = new Adam(.1, 30, new Schedule.Cosine()).then(solver);
            var recovered =
                new Recovery(new Start.Prior(), chain, 4, 1e-10, clip)
                    .recover(generator, generator.images(12), 1);
            float[][] truth = generator.latents(12);
            for (int i = 0; i < 12; i++) {
              assertArrayEquals(truth[i], recovered.z()[i], 3e-5f, prior + " " + clip);
            }
            assertEquals(
                List.of(Outcome.CONVERGED), recovered.outcomes().stream().distinct().toList());
          }
        }
      }
    }
  }

  @Test
  void chanceIsASamplesOwn() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(70);
      var adam = by(new Adam(.3, 15, new Schedule.Constant()), Clip.STOCHASTIC);
      var all = adam.recover(generator, images, 1);
      var some = adam.recover(generator, images.slice(0, 18), 1);
      assertArrayEquals(all.z()[17], some.z()[17], 1e-5f);
      var standard = by(new Adam(.3, 15, new Schedule.Constant()), Clip.STANDARD);
      assertNotEquals(all.loss()[17], standard.recover(generator, images, 1).loss()[17]);
    }
  }

  /**
   * Lipton and Tripathi's code: gradient descent at rate 1 on the mean of squares, halved every so
   * often, offending components redrawn.
   */
  @Test
  void gradientDescentWithAnAttenuatedRateIsAPlainLoop() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(3);
      var how = new GradientDescent(1, 60, new Schedule.Halving(25));
      var starts = new float[][] {generator.latents(9)[6], generator.latents(9)[7], new float[8]};
      var recovered =
          new Recovery(new Start.Given(starts), how, 1, 0, Clip.NONE).recover(generator, images, 1);
      Scope.run(() -> {
        Tensor target = Targets.of(images).aim(generator, 0, 3).target().to(Dtype.FLOAT64);
        var flat = new double[24];
        for (int i = 0; i < 24; i++) {
          flat[i] = starts[i / 8][i % 8];
        }
        Tensor z = Tensor.of(flat, 3, 8);
        Tensor a =
            Rng.of(9)
                .purpose("a")
                .normal(preimage.tensor.Shape.of(48), Rng.samples(0, 8))
                .mul(.4)
                .to(Dtype.FLOAT64);
        for (int step = 0; step < 60; step++) {
          Tensor y = z.matmul(a).tanh();
          Tensor slope = y.sub(target.flatten()).mul(y.square().neg().add(1)).mul(2. / 48);
          double rate = step < 25 ? 1 : step < 50 ? .5 : .25;
          z = z.sub(slope.matmul(a.transpose(0, 1)).mul(rate));
        }
        double[] expected = z.toDoubles();
        for (int i = 0; i < 24; i++) {
          assertEquals(expected[i], recovered.z()[i / 8][i % 8], 1e-5);
        }
      });
    }
  }
}

package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.LatentPrior;
import preimage.net.PixelScale;
import preimage.search.Adam;
import preimage.search.GradientDescent;
import preimage.search.LevenbergMarquardt;
import preimage.search.Outcome;
import preimage.search.Schedule;
import preimage.search.Solver;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Progress;

class RecoveryTest {
  private static final Solver ADAM = new Adam(.05, 12, new Schedule.Cosine());

  private static Recovery adam(Start start) {
    return new Recovery(start, ADAM, 1, 0, Clip.STANDARD);
  }

  private static void assertNear(float[][] expected, float[][] actual, float tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], tolerance, "latent " + i);
    }
  }

  private static float[][] absolute(float[][] z) {
    var all = new float[z.length][];
    for (int i = 0; i < z.length; i++) {
      all[i] = z[i].clone();
      for (int j = 0; j < all[i].length; j++) {
        all[i][j] = Math.abs(all[i][j]);
      }
    }
    return all;
  }

  @Test
  void recoversTheLatentsOfGeneratedImages() {
    try (var generator = Analytic.tanh()) {
      var recovered = new Recovery().recover(generator, generator.images(70), 1);
      assertNear(generator.latents(70), recovered.z(), 1e-5f);
      assertEquals(70, recovered.count());
      for (double loss : recovered.loss()) {
        assertTrue(loss < 1e-12, () -> "left " + loss);
      }
      assertEquals(List.of(Outcome.CONVERGED), recovered.outcomes().stream().distinct().toList());
      assertArrayEquals(generator.images(70).pixels(), recovered.images().pixels(), 1e-6f);
    }
  }

  @Test
  void matchesImagesThatSeveralLatentsGive() {
    try (var folded = Analytic.folded();
        var deficient = Analytic.deficient()) {
      var images = folded.images(20);
      // A component that sets out towards the wrong side of its fold may need another start.
      var recovered =
          new Recovery(new Start.Prior(), new Recovery().solver(), 8, 1e-10, Clip.STANDARD)
              .recover(folded, images, 1);
      assertNear(absolute(folded.latents(20)), absolute(recovered.z()), 1e-5f);
      assertArrayEquals(
          deficient.images(20).pixels(),
          new Recovery().recover(deficient, deficient.images(20), 1).images().pixels(),
          1e-6f);
    }
  }

  @Test
  void staysInTheSupportOfThePriorUnlessTold() {
    try (var generator = Analytic.tanh()) {
      var far = new float[][] {{0, 0, 0, 1.6f, 0, 0, 0, 0}};
      var target = Sampling.images(generator, far, new int[0]);
      var clipped = new Recovery().recover(generator, target, 1).z()[0];
      var recovery = new Recovery();
      var free =
          new Recovery(recovery.start(), recovery.solver(), 1, 0, Clip.NONE)
              .recover(generator, target, 1)
              .z()[0];
      for (float component : clipped) {
        assertTrue(Math.abs(component) <= 1);
      }
      assertArrayEquals(far[0], free, 1e-5f);
    }
  }

  @Test
  void aNormalPriorHasNoBox() {
    try (var generator = Analytic.tanh().with(new LatentPrior.Normal(8))) {
      var far = new float[][] {{0, 0, 0, 2.5f, 0, 0, 0, 0}};
      var image = Sampling.images(generator, far, new int[0]);
      assertNear(far, new Recovery().recover(generator, image, 1).z(), 1e-4f);
    }
  }

  @Test
  void aSampleDependsOnItsNumberAndTheSeedOnly() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(70);
      var all = adam(new Start.Prior()).recover(generator, images, 1);
      var some = adam(new Start.Prior()).recover(generator, images.slice(0, 18), 1);
      assertNear(Arrays.copyOf(all.z(), 18), some.z(), 1e-5f);
      assertNear(all.z(), adam(new Start.Prior()).recover(generator, images, 1).z(), 0);
      var other = adam(new Start.Prior()).recover(generator, images, 2);
      assertNotEquals(all.z()[17][0], other.z()[17][0]);
    }
  }

  @Test
  void takesAnotherNumberOfStarts() {
    assertEquals(5, new Recovery().withRestarts(5).restarts());
    assertEquals(new Recovery(), new Recovery().withRestarts(5).withRestarts(12));
    assertThrows(Misuse.class, () -> new Recovery().withRestarts(0));
  }

  @Test
  void thePathIsTheSameInAnyPixelRange() {
    for (Solver solver : List.of(ADAM, new GradientDescent(1, 20, new Schedule.Constant()))) {
      var recovery = new Recovery(new Start.Prior(), solver, 1, 0, Clip.STANDARD);
      try (var signed = Analytic.tanh();
          var unit = signed.with(PixelScale.UNIT);
          var bytes = signed.with(PixelScale.range(0, 255))) {
        var images = signed.images(6);
        var expected = recovery.recover(signed, images, 1);
        var inUnit = recovery.recover(unit, images, 1);
        assertNear(expected.z(), inUnit.z(), 1e-4f);
        assertNear(expected.z(), recovery.recover(bytes, images, 1).z(), 1e-4f);
        // The loss is told on the generator's own range.
        assertEquals(expected.loss()[3], 4 * inUnit.loss()[3], 1e-5);
      }
    }
  }

  @Test
  void beginsWhereItIsTold() {
    try (var generator = Analytic.tanh().with(new LatentPrior.Uniform(8, 0, 1))) {
      var images = generator.images(3);
      var still = new GradientDescent(1e-9, 1, new Schedule.Constant());
      var starts = new float[3][8];
      starts[2][5] = .25f;
      var given = new Recovery(new Start.Given(starts), still, 1, 0, Clip.NONE);
      assertNear(starts, given.recover(generator, images, 1).z(), 1e-6f);
      var zero = new Recovery(new Start.Zero(), still, 1, 0, Clip.NONE);
      assertNear(new float[3][8], zero.recover(generator, images, 1).z(), 1e-6f);
      var half = new float[8];
      Arrays.fill(half, .5f);
      var mean = new Recovery(new Start.Mean(), still, 1, 0, Clip.NONE);
      assertNear(new float[][] {half, half, half}, mean.recover(generator, images, 1).z(), 1e-6f);
      var few = new Recovery(new Start.Given(new float[2][8]), still, 1, 0, Clip.NONE);
      assertThrows(Misuse.class, () -> few.recover(generator, images, 1));
      var narrow = new Recovery(new Start.Given(new float[3][7]), still, 1, 0, Clip.NONE);
      assertThrows(Misuse.class, () -> narrow.recover(generator, images, 1));
    }
  }

  @Test
  void keepsTheBestOfSeveralStarts() {
    try (var generator = Analytic.folded()) {
      var images = generator.images(5);
      var recovery = new Recovery(new Start.Prior(), ADAM, 4, 0, Clip.STANDARD);
      var recovered = recovery.recover(generator, images, 1);
      for (int i = 0; i < 5; i++) {
        double[] ends = recovered.ends()[i];
        assertEquals(4, ends.length);
        double best = Arrays.stream(ends).min().orElseThrow();
        assertEquals(best, ends[recovered.winner()[i]]);
        assertEquals(best, recovered.loss()[i], 1e-6);
        assertEquals(4 * 25, recovered.costs()[i]);
      }
    }
  }

  @Test
  void theConditionIsHeldFixed() {
    try (var labelled = Analytic.tanh().with(new Condition.Label(3));
        var pictured = Analytic.tanh().with(new Condition.Image(1, 6, 8))) {
      var z = labelled.latents(66);
      var labels = new int[66];
      Arrays.setAll(labels, i -> i % 3);
      var images = Sampling.images(labelled, z, labels);
      var recovered = new Recovery().recover(labelled, images, 1);
      assertNear(z, recovered.z(), 1e-5f);
      assertArrayEquals(labels, recovered.images().labels());

      var unlabelled = new Images(images.shape(), images.pixels());
      assertThrows(Misuse.class, () -> new Recovery().recover(labelled, unlabelled, 1));
      assertThrows(Misuse.class, () -> new Recovery().recover(pictured, images, 1));

      // In the middle of the range, which moves no latent.
      var grey = new float[66 * 48];
      Arrays.fill(grey, .5f);
      var plain = Sampling.images(Analytic.tanh(), z, new int[0]);
      var parts = new ArrayList<Recovered>();
      new Recovery()
          .recover(
              pictured,
              Targets.of(plain, new Images(images.shape(), grey)),
              1,
              Progress.silent(),
              parts::add);
      assertNear(z, Recovered.join(parts).z(), 1e-5f);
    }
  }

  @Test
  void divergesAsAnOutcome() {
    try (var generator = Analytic.of(z -> z.mul(Double.NaN).repeatAll(6).reshape(-1, 48))) {
      var images = Analytic.tanh().images(2);
      var recovered = new Recovery().recover(generator, images, 1);
      assertEquals(List.of(Outcome.DIVERGED, Outcome.DIVERGED), recovered.outcomes());
      assertArrayEquals(new float[96], recovered.images().pixels());
    }
  }

  @Test
  void arrivesChunkByChunkWithProgress() {
    try (var generator = Analytic.tanh()) {
      var done = new ArrayList<Long>();
      var parts = new ArrayList<Integer>();
      var progress =
          new Progress() {
            @Override
            public Task start(String what, String unit, OptionalLong total) {
              assertEquals(130, total.orElseThrow());
              return new Task() {
                @Override
                public void at(long count, String note) {
                  done.add(count);
                }

                @Override
                public void close() {
                  done.add(-1L);
                }
              };
            }

            @Override
            public void say(String sentence) {}
          };
      adam(new Start.Prior())
          .recover(
              generator,
              Targets.of(generator.images(130)),
              1,
              progress,
              part -> parts.add(part.count()));
      assertEquals(List.of(33, 33, 33, 31), parts);
      assertEquals(List.of(0L, 33L, 66L, 99L, 130L, -1L), done.stream().distinct().toList());
    }
  }

  @Test
  void refusesTargetsThatTheGeneratorCannotMake() {
    try (var generator = Analytic.tanh()) {
      var wide = new Images(Shape.of(1, 8, 6), new float[48]);
      var none = new Images(generator.image(), new float[0]);
      var misuse = assertThrows(Misuse.class, () -> new Recovery().recover(generator, wide, 1));
      assertTrue(misuse.getMessage().contains("1×6×8") && misuse.getMessage().contains("1×8×6"));
      assertThrows(Misuse.class, () -> new Recovery().recover(generator, none, 1));
    }
    assertThrows(
        Misuse.class,
        () -> new Recovery(new Start.Prior(), new LevenbergMarquardt(), 0, 0, Clip.NONE));
  }
}

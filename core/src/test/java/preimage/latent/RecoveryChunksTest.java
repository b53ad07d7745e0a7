package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.search.Adam;
import preimage.search.GradientDescent;
import preimage.search.Outcome;
import preimage.search.Schedule;
import preimage.search.Solver;
import preimage.work.Progress;

/** What is found for a target does not depend on those beside it. */
class RecoveryChunksTest {
  private static final Recovery ADAM =
      new Recovery(
          new Start.Prior(), new Adam(.05, 12, new Schedule.Cosine()), 1, 0, Clip.STANDARD);

  private static void assertNear(float[][] expected, float[][] actual, float tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], tolerance, "latent " + i);
    }
  }

  /** Targets 0 to 21 in chunks of this size, from this one on. */
  private static Recovered cut(Recovery recovery, int first, int size) {
    try (var generator = Analytic.tanh()) {
      var parts = new ArrayList<Recovered>();
      recovery.recover(
          generator,
          Targets.of(generator.images(22)),
          new Recovery.Cut(first, size),
          1,
          Progress.silent(),
          parts::add);
      assertEquals(Math.ceilDiv(22 - first, size), parts.size());
      return Recovered.join(parts);
    }
  }

  @Test
  void targetSeventeenIsTheSameInAnyBatch() {
    var single = new GradientDescent(1e-9, 1, new Schedule.Constant());
    for (Solver solver : List.of(single, ADAM.solver(), new Recovery().solver())) {
      // The first hardly moves: what it ends at are the draws themselves.
      var recovery = new Recovery(new Start.Prior(), solver, 2, 0, Clip.STANDARD);
      var whole = cut(recovery, 0, 22);
      var alone = cut(recovery, 17, 1).z()[0];
      var amongFive = cut(recovery, 0, 5).z()[17];
      assertNear(
          new float[][] {whole.z()[17], whole.z()[17]}, new float[][] {alone, amongFive}, 1e-5f);
      assertNear(Arrays.copyOfRange(whole.z(), 16, 22), cut(recovery, 16, 4).z(), 1e-5f);
    }
  }

  @Test
  void beginsAtAnyChunk() {
    try (var generator = Analytic.tanh()) {
      var targets = Targets.of(generator.images(130));
      var all = new ArrayList<Recovered>();
      ADAM.recover(generator, targets, 1, Progress.silent(), all::add);
      var rest = new ArrayList<Recovered>();
      int chunk = Recovery.chunk(130);
      ADAM.recover(generator, targets, chunk, 1, Progress.silent(), rest::add);
      assertNear(Recovered.join(all.subList(1, all.size())).z(), Recovered.join(rest).z(), 0);
      assertThrows(
          IllegalArgumentException.class,
          () -> ADAM.recover(generator, targets, chunk - 1, 1, Progress.silent(), rest::add));
    }
  }

  @Test
  void chunksComeInPairsOfAtMostSixtyFourTargets() {
    for (int count = 1; count <= 1000; count++) {
      int size = Recovery.chunk(count);
      int chunks = Math.ceilDiv(count, size);
      assertTrue(size <= 64, count + " targets");
      assertTrue(chunks <= 2 * Math.ceilDiv(count, 128), count + " targets");
    }
    assertEquals(50, Recovery.chunk(200));
    assertEquals(1, Recovery.chunk(1));
  }

  @Test
  void divergenceStaysWithItsTarget() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(20);
      var starts = generator.latents(20);
      var whole = new Recovery(new Start.Given(starts), ADAM.solver(), 1, 0, Clip.NONE);
      var expected = whole.recover(generator, images, 1);
      var broken = starts.clone();
      broken[17] = starts[17].clone();
      broken[17][3] = Float.NaN;
      var recovered =
          new Recovery(new Start.Given(broken), ADAM.solver(), 1, 0, Clip.NONE)
              .recover(generator, images, 1);
      for (int i = 0; i < 20; i++) {
        assertEquals(i == 17, recovered.outcomes().get(i) == Outcome.DIVERGED, "target " + i);
        if (i != 17) {
          assertArrayEquals(expected.z()[i], recovered.z()[i], 1e-5f);
        }
      }
    }
  }
}

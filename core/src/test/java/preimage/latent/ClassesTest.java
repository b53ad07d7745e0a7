package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.search.Adam;
import preimage.search.LevenbergMarquardt;
import preimage.search.Race;
import preimage.search.Schedule;
import preimage.spec.Misuse;

/** Recovery from a label-conditional generator when nobody says which class a target is of. */
class ClassesTest {
  private static final Recovery PLAIN = new Recovery();

  private static Recovery all(int restarts, double enough, Race race) {
    return new Recovery(
        PLAIN.start(),
        PLAIN.solver(),
        restarts,
        enough,
        Clip.STANDARD,
        PLAIN.distance(),
        PLAIN.restriction(),
        race,
        Classes.ALL,
        false);
  }

  private static int[] turns(int count) {
    var labels = new int[count];
    Arrays.setAll(labels, i -> i * 5 % 4);
    return labels;
  }

  @Test
  void findsTheClassThatExplainsTheImage() {
    try (var generator = Conditional.tanh(4)) {
      int n = 66;
      var z = generator.latents(n);
      var images = Sampling.images(generator, z, turns(n));
      var unlabelled = new Images(images.shape(), images.pixels());
      var recovered = all(1, 0, new Race.None()).recover(generator, unlabelled, 1);
      assertArrayEquals(turns(n), recovered.images().labels());
      for (int i = 0; i < n; i++) {
        assertArrayEquals(z[i], recovered.z()[i], 2e-5f);
        assertEquals(4, recovered.ends()[i].length);
        assertEquals(turns(n)[i], recovered.winner()[i] % 4);
        assertTrue(recovered.loss()[i] < 1e-11);
      }
      // With labels given and used, the cost is that of one class.
      var given = PLAIN.recover(generator, images, 1);
      assertTrue(recovered.costs()[0] > 3 * given.costs()[0]);
      assertThrows(Misuse.class, () -> PLAIN.recover(generator, unlabelled, 1));
    }
  }

  @Test
  void raceAmongClassesAndRestarts() {
    try (var generator = Conditional.tanh(4)) {
      var z = generator.latents(20);
      var images = Sampling.images(generator, z, turns(20));
      var heat = new Adam(.1, 30, new Schedule.Cosine());
      var recovered =
          all(2, 0, new Race.Halving(heat, 2)).recover(generator, images.withoutLabels(), 1);
      assertArrayEquals(turns(20), recovered.images().labels());
      assertEquals(8, recovered.ends()[0].length);
      assertTrue(Arrays.stream(recovered.ends()[0]).allMatch(Double::isFinite));
      var solver = new Adam(.1, 5, new Schedule.Constant()).then(new LevenbergMarquardt());
      var choosy =
          new Recovery(
              PLAIN.start(),
              solver,
              2,
              1e-9,
              Clip.STANDARD,
              PLAIN.distance(),
              PLAIN.restriction(),
              new Race.None(),
              Classes.ALL,
              false);
      var until = choosy.recover(generator, images.withoutLabels(), 1);
      assertArrayEquals(turns(20), until.images().labels());
      for (int i = 0; i < 20; i++) {
        // Classes beyond the one that was enough were never tried.
        assertEquals(turns(20)[i] < 3, Double.isNaN(until.ends()[i][3]));
      }
    }
  }

  @Test
  void changesNothingWhereThereAreNoClasses() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(5);
      var plain = PLAIN.recover(generator, images, 1);
      var asked = all(1, PLAIN.enough(), new Race.None()).recover(generator, images, 1);
      assertArrayEquals(plain.z(), asked.z());
      assertArrayEquals(plain.images().labels(), asked.images().labels());
      assertEquals(1, Classes.ALL.tried(generator));
    }
    try (var pictured = Analytic.tanh().with(new Condition.Image(1, 6, 8))) {
      assertEquals(1, Classes.ALL.tried(pictured));
    }
  }
}

package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

class BinsTest {
  @Test
  void divergenceIsTheClosedForm() {
    assertEquals(0, Bins.divergence(new long[] {3, 7}, new long[] {30, 70}), 1e-15);
    assertEquals(Math.log(2), Bins.divergence(new long[] {5, 0}, new long[] {0, 9}), 1e-15);
    // p = (½, ½), q = (1, 0).
    double expected = (Math.log(.5 / .75) / 2 + Math.log(.5 / .25) / 2 + Math.log(1 / .75)) / 2;
    assertEquals(expected, Bins.divergence(new long[] {4, 4}, new long[] {8, 0}), 1e-15);
  }

  /** From tables of the normal distribution. */
  @Test
  void tailsAreThoseOfTheNormalDistribution() {
    assertEquals(1, Bins.tails(0), 1e-15);
    assertEquals(0.05, Bins.tails(1.959963984540054), 1e-14);
    assertEquals(0.317310507862914, Bins.tails(1), 1e-14);
    assertEquals(6.334248366623996e-5, Bins.tails(4), 1e-14);
    assertEquals(0, Bins.tails(9), 1e-14);
    for (double far : new double[] {30, 40, 300, Double.POSITIVE_INFINITY}) {
      assertEquals(0, Bins.tails(far), 1e-14);
    }
  }

  /** Shares of 50 % and 60 % of 100 each: z = .1 / √(.55 · .45 · .02) = 1.4213. */
  @Test
  void binsDifferByTheTwoProportionTest() {
    var real = new long[] {50, 50};
    var fake = new long[] {60, 40};
    assertEquals(0, new Bins().different(real, fake));
    assertEquals(2, test(0.16, Optional.empty()).different(real, fake));
    assertEquals(0, test(0.15, Optional.empty()).different(real, fake));
    assertEquals(2, test(0.05, Optional.of(1.42)).different(real, fake));
    assertEquals(0, test(0.05, Optional.of(1.43)).different(real, fake));
    // A bin that both leave empty differs in nothing.
    assertEquals(0, new Bins().different(new long[] {9, 0}, new long[] {9, 0}));
  }

  private static Bins test(double significance, Optional<Double> threshold) {
    return new Bins(2, significance, threshold, 10, false);
  }

  @Test
  void seesAMissingMode() {
    var real = modes(4);
    var fake = modes(3);
    var bins = new Bins(8, 0.05, Optional.empty(), 100, false);
    var values = bins.measure(real, fake, Rng.of(1));
    assertTrue(values.getFirst().value() >= 2, values.toString());
    assertTrue(values.getLast().value() > .05, values.toString());
    var same = bins.measure(real, modes(4), Rng.of(1));
    assertEquals(0, same.getLast().value(), 1e-15);
    assertEquals(values, bins.measure(real, fake, Rng.of(1)));
  }

  /** Heaps of 200 on the corners of a square. */
  private static Features modes(int count) {
    var x = Points.normal(200 * count, 2, 0, .3, 1);
    for (int i = 0; i < x.length; i++) {
      x[i][0] += 10 * (i / 200 % 2);
      x[i][1] += 10 * (i / 400);
    }
    return Features.of(x);
  }

  /** The seed chooses a sixth of more than 1,000 columns. */
  @Test
  void thePresetOfTheReleasedCodeLooksAtSomeColumns() {
    var x = Points.normal(60, 1200, 0, 1, 1);
    var y = Points.normal(60, 1200, 0, 1, 2);
    var bins = new Bins(5, .05, Optional.of(4.0), 100, true);
    var one = bins.measure(Features.of(x), Features.of(y), Rng.of(1));
    assertEquals(one, bins.measure(Features.of(x), Features.of(y), Rng.of(1)));
    assertTrue(!one.equals(bins.measure(Features.of(x), Features.of(y), Rng.of(2))));
    assertEquals(new Bins(100, .05, Optional.of(4.0), 100, true), Bins.released());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThrows(Misuse.class, () -> new Bins(1, .05, Optional.empty(), 10, false));
    assertThrows(Misuse.class, () -> new Bins(2, 0, Optional.empty(), 10, false));
    assertThrows(Misuse.class, () -> new Bins(2, .05, Optional.of(0.0), 10, false));
    assertThrows(Misuse.class, () -> new Bins(2, .05, Optional.empty(), 0, false));
  }
}

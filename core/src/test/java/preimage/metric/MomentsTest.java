package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;

class MomentsTest {
  @Test
  void areThoseOfTheTextbook() {
    var rows = Points.normal(700, 5, 3, 2, 1);
    var moments = Moments.of(Features.of(rows));
    var mean = new double[5];
    for (var row : rows) {
      for (int j = 0; j < 5; j++) {
        mean[j] += row[j] / 700;
      }
    }
    assertEquals(700, moments.count());
    assertArrayEquals(mean, moments.mean(), 1e-13);
    var scatter = new double[25];
    for (var row : rows) {
      for (int at = 0; at < 25; at++) {
        scatter[at] += (row[at / 5] - mean[at / 5]) * (row[at % 5] - mean[at % 5]);
      }
    }
    assertArrayEquals(scatter, moments.scatter(), 1e-9);
  }

  /**
   * Wider than one strip of the product, longer than one lane, far from the origin, and of seven
   * scales, the coarsest of which could hide what is lost of the finest.
   */
  @Test
  void thoseOfPartsMakeThoseOfTheWhole() {
    var rows = Points.normal(2000, 300, 1e3, 1, 2);
    for (var row : rows) {
      Arrays.setAll(row, j -> row[j] * Math.pow(10, j % 7 - 3));
    }
    var whole = Moments.of(Features.of(rows));
    for (int parts : new int[] {2, 3, 7}) {
      var some = new ArrayList<Features>();
      for (int part = 0; part < parts; part++) {
        int from = 2000 * part / parts;
        some.add(Features.of(Arrays.copyOfRange(rows, from, 2000 * (part + 1) / parts)));
      }
      var merged = some.stream().map(Moments::of).reduce(Moments::merge).orElseThrow();
      assertEquals(whole.count(), merged.count());
      close(whole, merged);
      // The same rows in parts are the same rows.
      assertArrayEquals(whole.scatter(), Moments.of(Features.joined(some)).scatter());
    }
  }

  /** Means mᵢ to 1e-12 of themselves, scatters sᵢⱼ to 1e-12 of √(sᵢᵢ sⱼⱼ). */
  private static void close(Moments expected, Moments actual) {
    var mean = expected.mean();
    var scatter = expected.scatter();
    int d = mean.length;
    for (int i = 0; i < d; i++) {
      assertEquals(mean[i], actual.mean()[i], 1e-12 * Math.abs(mean[i]));
      for (int j = 0; j < d; j++) {
        double scale = Math.sqrt(scatter[i * d + i] * scatter[j * d + j]);
        assertEquals(scatter[i * d + j], actual.scatter()[i * d + j], 1e-12 * scale);
      }
    }
  }

  @Test
  void featuresOfTwoWidthsAreRefused() {
    var a = Moments.of(Features.of(Points.normal(5, 2, 0, 1, 1)));
    var b = Moments.of(Features.of(Points.normal(5, 3, 0, 1, 1)));
    var sentence = "features of 2 and of 3 numbers cannot be compared";
    assertEquals(sentence, assertThrows(Misuse.class, () -> a.merge(b)).getMessage());
    assertEquals(sentence, assertThrows(Misuse.class, () -> Frechet.distance(a, b)).getMessage());
    var uneven = new double[][] {{1, 2}, {3}};
    assertThrows(Misuse.class, () -> Features.of(uneven));
    assertThrows(Misuse.class, () -> Features.joined(List.of()));
  }
}

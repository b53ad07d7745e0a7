package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.metric.Metric.Value;
import preimage.spec.Misuse;

class InceptionScoreTest {
  private static List<Value> score(int splits, double[]... rows) {
    return new InceptionScore(splits).measure(Features.of(rows));
  }

  @Test
  void isTheNumberOfClassesWhereEachIsSure() {
    var sure = new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    assertEquals(3, score(1, sure).getFirst().value(), 1e-12);
  }

  @Test
  void isOneWhereAllSaysTheSame() {
    assertEquals(
        1, score(1, new double[] {.2, .8}, new double[] {.2, .8}).getFirst().value(), 1e-12);
  }

  /** Two classes of even share, each said with .75: log 2 less the entropy of .75. */
  @Test
  void isTheClosedFormBetween() {
    double expected = Math.exp(Math.log(2) + .75 * Math.log(.75) + .25 * Math.log(.25));
    var found = score(1, new double[] {.75, .25}, new double[] {.25, .75});
    assertEquals(expected, found.getFirst().value(), 1e-12);
  }

  @Test
  void splitsAreInOrderAndSpread() {
    var rows = new double[][] {{1, 0}, {0, 1}, {.5, .5}, {.5, .5}};
    assertEquals(
        List.of(new Value("is", 1.5), new Value("is-deviation", .5)),
        score(2, rows).stream()
            .map(v -> new Value(v.name(), Math.round(v.value() * 1e12) / 1e12))
            .toList());
    assertThrows(Misuse.class, () -> new InceptionScore(0));
  }
}

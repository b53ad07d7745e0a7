package preimage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumeralsTest {
  private static final Numerals THREE = Numerals.significant(3);

  @Test
  void aColumnHasOneNumberOfDecimals() {
    assertEquals(List.of("0.0312", "0.0204", "0.1870"), column(.0312, .0204, .187));
    assertEquals(List.of("18.3", "3.7", "140.2"), column(18.3, 3.7, 140.2));
    assertEquals(List.of("1", "250", "12,345"), column(1, 250, 12345));
    assertEquals(List.of("0.00", "1.00", "0.50"), column(0, 1, .5));
  }

  @Test
  void numbersThatWouldVanishMakeTheColumnScientific() {
    assertEquals(List.of("1.20e-9", "3.10e-2"), column(1.2e-9, .031));
    assertEquals(List.of("5.00e-8"), column(5e-8));
    assertEquals(List.of("2.50e12", "0", "-1.00e0"), column(2.5e12, 0, -1));
  }

  @Test
  void numbersThatAreNotFiniteAreWrittenOut() {
    assertEquals(
        List.of("NaN", "∞", "-∞", "1"),
        column(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1));
    assertEquals(List.of("NaN"), column(Double.NaN));
    assertEquals("∞", Numerals.percent(0).write(Double.MAX_VALUE));
  }

  @Test
  void zeroHasNoSign() {
    assertEquals("0.0", Numerals.decimals(1).write(-.04));
    assertEquals("-0.1", Numerals.decimals(1).write(-.06));
  }

  @Test
  void sharesAreWrittenInPercent() {
    assertEquals("96.9 %", Numerals.percent(1).write(.96875));
    assertEquals("100 %", Numerals.percent(0).write(1));
  }

  @Test
  void refusesDigitsThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> Numerals.significant(0));
    assertThrows(IllegalArgumentException.class, () -> Numerals.decimals(-1));
  }

  private static List<String> column(double... values) {
    var form = THREE.in(values);
    return Arrays.stream(values).mapToObj(form::write).toList();
  }
}

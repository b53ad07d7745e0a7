package preimage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void linearTicksAreRoundAndWithinTheAxis() {
    assertEquals(List.of("0", "20", "40", "60", "80", "100"), linear(0, 100, 5));
    assertEquals(List.of("−0.5", "0.0", "0.5", "1.0"), linear(-.5, 1.2, 5));
    assertEquals(List.of("0.10", "0.15", "0.20"), linear(.1, .2, 3));
    assertEquals(List.of("0", "20,000", "40,000"), linear(0, 5e4, 4));
  }

  @Test
  void veryLargeAndVerySmallTicksAreWrittenAsPowers() {
    assertEquals(List.of("0", "1×10^9", "2×10^9"), linear(0, 2e9, 2));
    assertEquals(List.of("0", "0.5×10^−5", "1.0×10^−5"), linear(0, 1e-5, 2));
    assertEquals(List.of("10^−8", "10^−6", "10^−4", "10^−2"), log(1e-8, 5e-2, 4));
  }

  @Test
  void logarithmicTicksFallOnDecadesAndBetweenThemWhereThereIsRoom() {
    assertEquals(List.of("1", "10", "100", "1,000"), log(1, 1000, 4));
    assertEquals(List.of("0.1", "0.2", "0.5", "1"), log(.1, 1, 5));
    assertEquals(List.of("0.01", "0.03", "0.1", "0.3", "1"), log(.01, 1, 5));
    assertEquals(List.of("3", "4", "5"), log(2.8, 5.4, 4));
  }

  @Test
  void thereAreAFewTicksWhateverTheRange() {
    var ends = DoubleStream.iterate(1e-200, e -> e < 1e200, e -> e * 37.3).toArray();
    for (double low : ends) {
      for (double factor : new double[] {1.00001, 1.7, 9, 1e3, 1e40}) {
        for (var scale : Axis.Scale.values()) {
          var ruler = new Ruler(scale, low, low * factor, 0, 100);
          var ticks = Ticks.along(ruler, 5);
          assertTrue(ticks.size() >= 2 && ticks.size() <= 7, ticks + " in " + ruler);
          assertEquals(ticks.size(), written(ticks.stream()).stream().distinct().count());
          for (var tick : ticks) {
            double at = ruler.at(tick.value());
            assertTrue(at >= -.01 && at <= 100.01, tick + " in " + ruler);
          }
        }
      }
    }
  }

  @Test
  void theRulerReachesTheNextTicksAndMapsItsEndsToItsPixels() {
    var ruler =
        Ruler.over(DoubleStream.of(.3, Double.NaN, 9.1), Axis.Scale.LINEAR, 200, 0).rounded(5);
    assertEquals(0, ruler.low(), 1e-12);
    assertEquals(10, ruler.high(), 1e-12);
    assertEquals(200, ruler.at(0), 1e-9);
    assertEquals(100, ruler.at(5), 1e-9);
    var log = Ruler.over(DoubleStream.of(-1, 0, .01, 100), Axis.Scale.LOG, 0, 100);
    assertEquals(50, log.at(1), 1e-9);
  }

  private static List<String> linear(double low, double high, int most) {
    return written(Ticks.along(new Ruler(Axis.Scale.LINEAR, low, high, 0, 1), most).stream());
  }

  private static List<String> log(double low, double high, int most) {
    return written(Ticks.along(new Ruler(Axis.Scale.LOG, low, high, 0, 1), most).stream());
  }

  private static List<String> written(Stream<Ticks.Tick> ticks) {
    return ticks.map(t -> t.power().isEmpty() ? t.base() : t.base() + "^" + t.power()).toList();
  }
}

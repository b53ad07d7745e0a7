package preimage.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");
  private static final double[] STRANGE = {
    0,
    -0.0,
    1,
    -1,
    1e-300,
    1e300,
    -1e300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e15,
    1e15 + .25,
    .1,
    1e249,
    1e-249
  };

  @Test
  void isAFileOfItsOwnInLightAndDark() throws Exception {
    var svg = line(new double[] {0, 1}, new double[] {1, 2}).svg();
    var root = Xml.parse(svg).getDocumentElement();
    assertEquals("http://www.w3.org/2000/svg", root.getAttribute("xmlns"));
    assertTrue(svg.contains("prefers-color-scheme:dark"));
    assertEquals(svg, line(new double[] {0, 1}, new double[] {1, 2}).svg());
  }

  @Test
  void anyPairOfNumbersGivesAChartInsideItsFrame() throws Exception {
    for (double a : STRANGE) {
      for (double b : STRANGE) {
        for (var scale : Axis.Scale.values()) {
          var axis = new Axis("x", scale);
          var values = new double[] {a, b};
          var series =
              List.<Series>of(
                  new Series.Line("l", values, values, values, values),
                  new Series.Points("p", values, values));
          var svg = new Chart("", "", axis, axis, series).svg();
          Xml.parse(svg);
          assertFalse(svg.contains("NaN\"") || svg.contains("Infinity"), a + " " + b + " " + scale);
          for (var path : Xml.attributes(Xml.parse(svg), "d")) {
            for (var number : NUMBER.matcher(path).results().toList()) {
              assertTrue(Math.abs(Double.parseDouble(number.group())) <= 720, path);
            }
          }
        }
      }
    }
  }

  @Test
  void saysWhatItDoesNotDraw() {
    double[] x = {1, 2, 3, 4};
    double[] some = {1, Double.NaN, Double.POSITIVE_INFINITY, 2};
    double[] none = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    assertTrue(line(x, some).svg().contains("loss: 2 of 4 points not drawn, not finite"));
    assertTrue(line(x, none).svg().contains("Nothing to draw: all points are not finite"));
    assertTrue(line(new double[0], new double[0]).svg().contains("Nothing to draw: no points"));
    var negative = new Series.Line("loss", x, new double[] {1, -1, 0, 2});
    var log = new Chart("", "", Axis.linear("x"), Axis.log("y"), List.of(negative)).svg();
    assertTrue(log.contains("loss: 2 of 4 points not drawn, not positive"), log);
  }

  @Test
  void aPointThatCannotBeDrawnLeavesAGap() throws Exception {
    var svg = line(new double[] {0, 1, 2, 3, 4}, new double[] {1, 2, Double.NaN, 2, 1}).svg();
    var stroke =
        Xml.elements(Xml.parse(svg), "path")
            .filter(e -> e.getAttribute("class").equals("stroke"))
            .map(e -> e.getAttribute("d"))
            .filter(d -> d.contains("L"))
            .toList();
    assertEquals(1, stroke.size());
    assertEquals(2, stroke.getFirst().chars().filter(c -> c == 'M').count());
    assertEquals(2, stroke.getFirst().chars().filter(c -> c == 'L').count());
  }

  @Test
  void longLinesAreThinnedToMeansWithinABandOfAllThatTheyCover() {
    double[] x = IntStream.range(0, 10_000).asDoubleStream().toArray();
    double[] y = Arrays.stream(x).map(v -> v % 2).toArray();
    y[5000] = 9;
    var chart = line(x, y);
    var thin = (Series.Line) Thinned.chart(chart, 500).series().getFirst();
    assertEquals(250, thin.x().length);
    assertEquals(.5, thin.y()[0], 1e-12);
    assertEquals(19.5, thin.x()[0], 1e-12);
    assertEquals(0, Arrays.stream(thin.low()).min().orElseThrow());
    assertEquals(9, Arrays.stream(thin.high()).max().orElseThrow());
    assertTrue(chart.svg().contains("lines are means over up to 28 points, bands their range"));
    assertTrue(chart.svg().length() < 40_000);
  }

  @Test
  void linesThatTurnBackAreNotThinned() {
    double[] x = IntStream.range(0, 3000).mapToDouble(i -> Math.sin(i)).toArray();
    var chart = line(x, x);
    assertEquals(3000, Thinned.chart(chart, 500).series().getFirst().x().length);
  }

  @Test
  void seriesDifferInColourAndInDashesOrMarker() {
    var looks = IntStream.range(0, 36).mapToObj(Look::of).toList();
    assertEquals(36, new HashSet<>(looks).size());
    var six = looks.subList(0, 6);
    assertEquals(6, six.stream().map(Look::dashes).distinct().count());
    assertEquals(6, six.stream().map(Look::marker).distinct().count());
    assertEquals(6, six.stream().map(Look::style).distinct().count());
  }

  @Test
  void histogramsCountEveryFiniteValueOnce() {
    var chart = Chart.histogram("", "", new double[] {0, .1, .9, 1, Double.NaN, 1}, 2);
    var bars = (Series.Bars) chart.series().getFirst();
    assertArrayEquals(new double[] {0, .5, 1}, bars.x());
    assertArrayEquals(new double[] {2, 3}, bars.y());
    assertEquals("1 of 6 values are not finite.", chart.caption());
    var same = (Series.Bars) Chart.histogram("", "", new double[] {3, 3}, 3).series().getFirst();
    assertArrayEquals(new double[] {0, 2, 0}, same.y());
    for (int[] few : new int[][] {{4, 8}, {100, 20}, {10_000, 40}}) {
      double[] values = IntStream.range(0, few[0]).asDoubleStream().toArray();
      var some = (Series.Bars) Chart.histogram("", "", values, 40).series().getFirst();
      assertEquals(few[1], some.y().length);
    }
  }

  @Test
  void countsHaveNoTicksBetweenWholeNumbers() throws Exception {
    for (int highest : new int[] {1, 2, 3, 50}) {
      var bars = new Series.Bars("", new double[] {10.5, 11.5}, new double[] {highest});
      var svg = new Chart("", "", Axis.linear(""), Axis.linear(""), List.of(bars)).svg();
      var upward =
          Xml.elements(Xml.parse(svg), "text")
              .filter(e -> e.getAttribute("class").equals("tick"))
              .filter(e -> e.getAttribute("text-anchor").equals("end"))
              .map(e -> e.getTextContent())
              .toList();
      assertEquals("0", upward.getFirst());
      assertEquals(String.valueOf(highest), upward.getLast());
    }
  }

  @Test
  void onAPlaneAUnitIsAsLongUpwardAsAcross() throws Exception {
    for (double wide : new double[] {.25, 1, 4}) {
      var way = new Series.Line("way", new double[] {0, wide}, new double[] {0, 1});
      var axis = Axis.linear("x");
      var svg = new Chart("", "", axis, axis, List.of(way), true).svg();
      double[] at =
          Xml.elements(Xml.parse(svg), "path")
              .filter(e -> e.getAttribute("class").equals("stroke"))
              .flatMap(e -> NUMBER.matcher(e.getAttribute("d")).results())
              .mapToDouble(number -> Double.parseDouble(number.group()))
              .toArray();
      // The last two points: those before are the legend's.
      int n = at.length;
      assertEquals(wide, (at[n - 2] - at[n - 4]) / (at[n - 3] - at[n - 1]), .01 * wide);
      assertTrue(Arrays.stream(at).allMatch(v -> v >= 0 && v <= 720), Arrays.toString(at));
    }
    var log = Axis.log("");
    assertThrows(
        IllegalArgumentException.class, () -> new Chart("", "", log, log, List.of(), true));
  }

  @Test
  void namesTooLongForTheChartAreCut() throws Exception {
    var series = new Series.Line("m".repeat(500), new double[] {0, 1}, new double[] {0, 1});
    var svg = new Chart("", "", Axis.linear("x"), Axis.linear("y"), List.of(series)).svg();
    var name =
        Xml.elements(Xml.parse(svg), "text")
            .filter(e -> e.getAttribute("class").equals("name"))
            .findFirst()
            .orElseThrow()
            .getTextContent();
    assertTrue(name.endsWith("…") && name.length() < 120, name);
  }

  private static Chart line(double[] x, double[] y) {
    var series = List.<Series>of(new Series.Line("loss", x, y));
    return new Chart("", "", Axis.linear("step"), Axis.linear("value"), series);
  }
}

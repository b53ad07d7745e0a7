package preimage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Images;
import preimage.tensor.Shape;
import preimage.work.Failure;

class HtmlRendererTest {
  private static final String EVIL = "<script>alert('&\"')</script>\u0000\u001b[31m\ud800]]>-->";
  private static final Pattern LOAD = Pattern.compile("(?:src|href|srcset|action)=\"([^\"]*)\"");
  private static final Pattern PNG = Pattern.compile("src=\"data:image/png;base64,([^\"]*)\"");

  @Test
  void isWellFormedWithEverySectionInIt() throws Exception {
    var page = Xml.parse(everything("a title").html());
    assertEquals("html", page.getDocumentElement().getTagName());
    assertEquals(1, page.getElementsByTagName("h1").getLength());
    assertEquals(List.of("a title"), Xml.texts(page, "h1"));
  }

  @Test
  void escapesEveryWordWhereverItStands() throws Exception {
    var html = everything(EVIL).html();
    assertFalse(html.contains("<script"), "markup got through");
    assertFalse(html.contains("\u001b"), "a control got through");
    var page = Xml.parse(html);
    var shown = "<script>alert('&\"')</script>\uFFFD\uFFFD[31m\uFFFD]]>-->";
    for (var tag :
        List.of("h1", "h2", "title", "p", "dt", "dd", "th", "td", "code", "figcaption")) {
      assertTrue(Xml.texts(page, tag).stream().anyMatch(t -> t.contains(shown)), tag);
    }
  }

  @Test
  void loadsNothingFromAnywhere() {
    var html = everything("plain").html();
    var loads = LOAD.matcher(html).results().map(m -> m.group(1)).toList();
    assertFalse(loads.isEmpty());
    for (var load : loads) {
      assertTrue(load.startsWith("data:"), load);
    }
    assertFalse(html.contains("http:") || html.contains("https:") || html.contains("@import"));
    assertFalse(
        Pattern.compile("url\\s*\\(").matcher(html).find(), "a style sheet loads something");
  }

  @Test
  void equalReportsAreEqualPages() {
    assertEquals(everything("one").html(), everything("one").html());
  }

  @Test
  void everyIdIsUsedOnceAndEveryLabelFindsItsId() throws Exception {
    var page = Xml.parse(everything("ids").html());
    var ids = Xml.attributes(page, "id");
    assertEquals(ids.size(), new TreeSet<>(ids).size());
    for (var label : Xml.attributes(page, "aria-labelledby")) {
      assertTrue(ids.containsAll(List.of(label.split(" ", -1))), label);
    }
  }

  @Test
  void chartsAndPicturesSpeakToThoseWhoDoNotSeeThem() throws Exception {
    var page = Xml.parse(everything("spoken").html());
    assertTrue(
        Xml.texts(page, "desc").stream()
            .anyMatch(t -> t.contains("2 points, first 1, last 0.100")));
    var alternatives = Xml.attributes(page, "alt");
    assertTrue(alternatives.contains("spoken 2"), alternatives.toString());
    assertFalse(alternatives.contains(""));
  }

  @Test
  void picturesHoldTheExactPixels() throws IOException {
    var grey = new Images(Shape.of(1, 2, 2), new float[] {0, 1, .2f, .4f});
    var colour = new Images(Shape.of(3, 1, 1), new float[] {1, .2f, 0});
    assertEquals(List.of(0x000000, 0xFFFFFF, 0x333333, 0x666666), pixels(Strip.of("", grey)));
    assertEquals(List.of(0xFF3300), pixels(Strip.of("", colour)));
  }

  @Test
  void differencesAreSymmetricClippedAndBlackWhereEqual() throws IOException {
    var target = new Images(Shape.of(1, 1, 4), new float[] {.5f, .5f, .5f, .5f});
    var found = new Images(Shape.of(1, 1, 4), new float[] {.5f, .75f, .25f, 1});
    var shown = pixels(Strip.difference("", target, found));
    assertEquals(
        List.of(
            Diverging.colour(0), Diverging.colour(.5), Diverging.colour(-.5), Diverging.colour(1)),
        shown);
    assertEquals(Diverging.colour(1), Diverging.colour(7));
    var channels = new Images(Shape.of(3, 1, 1), new float[] {.5f, .5f, .5f});
    var mixed = new Images(Shape.of(3, 1, 1), new float[] {1, 0, .5f});
    assertEquals(List.of(Diverging.colour(0)), pixels(Strip.difference("", channels, mixed)));
  }

  @Test
  void theScaleOfADifferenceIsStated() {
    var images = new Images(Shape.of(1, 1, 1), new float[] {1});
    var strip = new Strip.Difference("difference", images, images, .25);
    var html = report(new Pictures("", "", List.of(strip), List.of())).html();
    assertTrue(html.contains("−0.25 darker") && html.contains("brighter +0.25"), html);
  }

  @Test
  void emptySectionsSaySo() throws Exception {
    var none = new Images(Shape.of(1, 2, 2), new float[0]);
    var html =
        report(
                new Pictures("", "", none),
                new Table("", List.of(Column.words("a")), List.of()),
                new Chart("", "", Axis.linear("x"), Axis.log("y"), List.of()))
            .html();
    Xml.parse(html);
    assertTrue(html.contains("No pictures."));
    assertTrue(html.contains("No rows."));
    assertTrue(html.contains("Nothing to draw: no points"));
  }

  @Test
  void refusesStripsThatDoNotFitEachOther() {
    var one = Strip.of("", new Images(Shape.of(1, 1, 1), new float[1]));
    var two = Strip.of("", new Images(Shape.of(1, 1, 1), new float[2]));
    assertThrows(
        IllegalArgumentException.class, () -> new Pictures("", "", List.of(one, two), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Pictures("", "", List.of(one), List.of(caption("a"), caption("b"))));
  }

  @Test
  void isWrittenAsAWholeInUtf8(@TempDir Path folder) throws IOException {
    var file = folder.resolve("report.html");
    var report = everything("ΔЖ漢");
    report.write(file);
    assertEquals(report.html(), Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    var nowhere = folder.resolve("none").resolve("report.html");
    var thrown = assertThrows(Failure.class, () -> report.write(nowhere));
    assertTrue(thrown.getMessage().contains(nowhere.toString()), thrown.getMessage());
  }

  private static List<Integer> pixels(Strip strip) throws IOException {
    var html = report(new Pictures("", "", List.of(strip), List.of())).html();
    var found = PNG.matcher(html);
    assertTrue(found.find());
    var picture =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1))));
    int[] samples =
        picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    int bands = picture.getRaster().getNumBands();
    assertEquals(0, samples.length % bands);
    return IntStream.range(0, samples.length / bands)
        .mapToObj(i ->
            samples[i * bands] << 16
                | samples[i * bands + bands / 2] << 8
                | samples[i * bands + bands - 1])
        .toList();
  }

  private static Pictures.Caption caption(String words) {
    return new Pictures.Caption(words, words);
  }

  private static Report report(Section... sections) {
    return new Report("t", "s", List.of(sections), new LinkedHashMap<>());
  }

  /** A report with one section of each kind, every word being {@code w}. */
  private static Report everything(String w) {
    var entries = new LinkedHashMap<String, String>();
    entries.put(w, w);
    var images = new Images(Shape.of(1, 2, 2), new float[] {0, .25f, .5f, 1, 1, 1, 0, 0});
    var strips = List.of(Strip.of(w, images), Strip.difference(w, images, images));
    double[] x = {1, 2, 3};
    double[] y = {1, Double.NaN, .1};
    var series =
        List.<Series>of(
            new Series.Line(w, x, y, new double[] {.5, .5, .05}, new double[] {2, 2, .2}),
            new Series.Points(w, x, y),
            new Series.Bars(w, new double[] {0, 1, 2}, new double[] {3, 4}));
    var chart = new Chart(w, w, Axis.linear(w), Axis.log(w), series);
    var table =
        new Table(
            w,
            w,
            List.of(Column.words(w), Column.numbers(w).lowestIsBest()),
            List.of(List.of(Cell.of(w), Cell.of(-1e-9)), List.of(Cell.missing(), Cell.of(2, 1))));
    return new Report(
        w,
        w,
        List.of(
            new Section.Text(w, w),
            new Section.KeyValues(w, entries),
            new Section.Code(w, w),
            table,
            new Pictures(w, w, strips, List.of(caption(w), caption(w))),
            chart,
            new Section.Beside(w, List.of(chart, Chart.histogram(w, w, y, 4)))),
        entries);
  }
}

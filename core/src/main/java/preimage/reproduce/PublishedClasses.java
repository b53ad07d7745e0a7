package preimage.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Table;

/**
 * The numbers of AdvLatGAN's tables 6 and 7, as printed.
 *
 * @param set what the paper measured
 * @param classes as its columns are
 * @param without by metric: of MSGAN, overall and then of each class
 * @param with those of -div+
 */
record PublishedClasses(
    String set,
    List<String> classes,
    Map<String, List<Double>> without,
    Map<String, List<Double>> with) {
  /** In the order of the tables. */
  static final List<String> METRICS = List.of("fid", "jsd", "density", "coverage");

  private static List<Double> row(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /** The number of a metric over all classes. */
  Cell overall(String metric, boolean searched) {
    return Cell.of(of(metric, searched).getFirst());
  }

  private List<Double> of(String metric, boolean searched) {
    return (searched ? with : without).getOrDefault(metric, List.of());
  }

  /** All of them. */
  Table table() {
    var columns =
        Stream.concat(
                Stream.of(
                    Column.words("metric"),
                    Column.words("method"),
                    Column.numbers("overall", Numerals.significant(4))),
                classes.stream().map(name -> Column.numbers(name, Numerals.significant(4))))
            .toList();
    var rows =
        METRICS.stream()
            .flatMap(metric -> Stream.of(row(metric, false), row(metric, true)))
            .toList();
    return new Table("The paper's numbers by class, " + set, "", columns, rows);
  }

  private List<Cell> row(String metric, boolean searched) {
    return Stream.concat(
            Stream.of(label(metric), searched ? "-div+" : "MSGAN").map(Cell::of),
            of(metric, searched).stream().map(Cell::of))
        .toList();
  }

  /** How a metric is written. */
  static String label(String metric) {
    return metric.length() == 3 ? metric.toUpperCase(Locale.ROOT) : metric;
  }

  /** Table 6. */
  static PublishedClasses cifar() {
    return new PublishedClasses(
        "CIFAR-10",
        List.of(
            "airplane",
            "automobile",
            "bird",
            "cat",
            "deer",
            "dog",
            "frog",
            "horse",
            "ship",
            "truck"),
        Map.of(
            "fid",
            row(
                30.225, 73.083, 69.518, 78.258, 74.525, 57.778, 86.831, 63.287, 69.705, 69.994,
                66.434),
            "jsd",
            row(
                .00783, .03004, .02737, .02861, .02571, .02722, .02670, .03381, .04340, .03796,
                .04093),
            "density",
            row(.350, .338, .216, .308, .635, .532, .272, .665, .296, .331, .224),
            "coverage",
            row(.568, .651, .690, .460, .674, .736, .452, .776, .779, .817, .612)),
        Map.of(
            "fid",
            row(
                26.763, 70.142, 69.642, 75.922, 66.507, 53.725, 83.912, 54.893, 64.943, 69.715,
                62.173),
            "jsd",
            row(
                .00542, .02694, .02201, .02795, .02623, .02835, .02805, .02776, .03548, .03635,
                .03210),
            "density",
            row(.516, .333, .255, .267, .679, .511, .318, .674, .300, .353, .231),
            "coverage",
            row(.726, .677, .752, .464, .748, .797, .466, .843, .743, .877, .604)));
  }

  /** Table 7; its density of ships and its two coverages of .395 are suspect. */
  static PublishedClasses stl() {
    return new PublishedClasses(
        "STL-10",
        List.of(
            "airplane", "bird", "car", "cat", "deer", "dog", "horse", "monkey", "ship", "truck"),
        Map.of(
            "fid",
            row(
                67.849, 92.021, 125.723, 108.434, 118.938, 111.784, 133.680, 140.486, 121.907,
                101.232, 101.059),
            "jsd",
            row(
                .00661, .02968, .02818, .03177, .03849, .03522, .03107, .03996, .03498, .02681,
                .03157),
            "density",
            row(.332, .192, .264, .089, .598, .399, .397, .150, .251, .251, .116),
            "coverage",
            row(.361, .383, .364, .169, .418, .306, .289, .271, .280, .329, .226)),
        Map.of(
            "fid",
            row(
                65.349, 92.169, 124.155, 109.359, 118.385, 105.966, 132.681, 139.372, 117.149,
                95.298, 99.590),
            "jsd",
            row(
                .00423, .02852, .02717, .03638, .03518, .03773, .03132, .03198, .03891, .02239,
                .02751),
            "density",
            row(.443, .235, .328, .111, .733, .456, .429, .194, .353, .165, .126),
            "coverage",
            row(.396, .408, .329, .226, .508, .424, .309, .390, .335, .395, .395)));
  }
}

package preimage.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.latent.Recovered;
import preimage.search.Course;
import preimage.search.Outcome;

/** What a recovery has to say, group by group of targets. */
public final class RecoveryReport {
  private static final int SHOWN = 16;
  private static final int CURVES = 12;

  private RecoveryReport() {}

  /**
   * Targets that belong together.
   *
   * @param error mean squared error of each latent where the true one is known, else empty
   */
  public record Group(String name, Images targets, Recovered recovered, double[] error) {}

  /** One row a group: how many, how well, how dear. */
  public static Table table(List<Group> groups) {
    var rows = groups.stream().map(RecoveryReport::row).toList();
    return new Table(
        "Recovered",
        List.of(
            Column.words("targets"),
            Column.numbers("count", Numerals.whole()),
            Column.numbers("median loss"),
            Column.numbers("largest loss"),
            Column.numbers("median latent error"),
            Column.numbers("forward-equivalents", Numerals.whole()),
            Column.words("outcomes"),
            Column.words("verdicts")),
        rows);
  }

  private static List<Cell> row(Group group) {
    var recovered = group.recovered;
    double[] loss = recovered.loss();
    return List.of(
        Cell.of(group.name),
        Cell.of(recovered.count()),
        Cell.of(median(loss)),
        Cell.of(Arrays.stream(loss).max().orElse(Double.NaN)),
        group.error.length == 0 ? Cell.missing() : Cell.of(median(group.error)),
        Cell.of(Arrays.stream(recovered.costs()).average().orElse(Double.NaN)),
        Cell.of(outcomes(recovered)),
        Cell.of(verdicts(recovered)));
  }

  private static String outcomes(Recovered recovered) {
    var counts =
        recovered.courses().stream().collect(groupingBy(Course::outcome, TreeMap::new, counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + words(e.getKey()))
        .collect(joining(", "));
  }

  private static String verdicts(Recovered recovered) {
    var counts =
        recovered.verdicts().stream().collect(groupingBy(v -> v, TreeMap::new, counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(joining(", "));
  }

  private static String words(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Pictures, curves and histograms of each group. */
  public static List<Section> sections(List<Group> groups) {
    var sections = new ArrayList<Section>();
    sections.add(table(groups));
    for (var group : groups) {
      sections.add(pictures(group));
    }
    for (var group : groups) {
      sections.add(curves(group));
    }
    sections.addAll(certificates(groups));
    return sections;
  }

  private static List<Section> certificates(List<Group> groups) {
    var recovered = groups.getFirst().recovered;
    int m = Math.toIntExact(recovered.images().shape().count());
    return CertificateReport.sections(
        groups.stream()
            .map(g -> new CertificateReport.Group(g.name, g.recovered.certificates(), g.error))
            .toList(),
        m,
        recovered.z()[0].length);
  }

  private static Pictures pictures(Group group) {
    int n = Math.min(SHOWN, group.targets.count());
    var targets = group.targets.slice(0, n).withoutLabels();
    var found = group.recovered.images().slice(0, n).withoutLabels();
    var captions =
        IntStream.range(0, n)
            .mapToObj(i ->
                new Pictures.Caption(
                    Numerals.significant(2).write(group.recovered.loss()[i]),
                    words(group.recovered.courses().get(i).outcome())))
            .toList();
    return new Pictures(
        group.name,
        "Below each: the mean squared error on the generator's own range, and how the search"
            + " ended.",
        List.of(
            Strip.of("target", targets),
            Strip.of("recovered", found),
            Strip.difference("difference", targets, found)),
        captions);
  }

  private static Chart curves(Group group) {
    var series = new ArrayList<Series>();
    var courses = group.recovered.courses();
    for (int i = 0; i < Math.min(CURVES, courses.size()); i++) {
      var trace = courses.get(i).trace();
      double[] cost = Arrays.stream(trace.cost()).asDoubleStream().toArray();
      series.add(new Series.Line("target " + i, cost, trace.value()));
    }
    return new Chart(
        group.name + ": loss along the search",
        "The first " + series.size() + " targets.",
        Axis.linear("forward-equivalents"),
        Axis.log("loss"),
        series);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}

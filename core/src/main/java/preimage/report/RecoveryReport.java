package preimage.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.latent.Recovered;
import preimage.latent.Verdict;
import preimage.run.RecoveryFolder;
import preimage.run.RecoveryResults;
import preimage.search.Course;
import preimage.search.Outcome;
import preimage.search.Trace;

/** What a recovery has to say, group by group of targets. */
public final class RecoveryReport {
  private static final int SHOWN = 16;
  private static final int CURVES = 12;
  private static final int BINS = 40;

  private RecoveryReport() {}

  /**
   * Targets that belong together. Of all there is one number each; the first are shown.
   *
   * @param targets the first of them
   * @param found what was recovered of these
   * @param traces how the searches of the first went
   * @param error mean squared error of each latent where the true one is known, else empty
   * @param certificates how far the latents can be believed
   * @param dimension components of a latent
   */
  public record Group(
      String name,
      Images targets,
      Images found,
      double[] loss,
      List<Outcome> outcomes,
      long[] costs,
      List<Trace> traces,
      double[] error,
      CertificateReport.Group certificates,
      int dimension) {
    /** All that was recovered of {@code targets}. */
    public Group(String name, Images targets, Recovered recovered, double[] error) {
      this(
          name,
          targets.slice(0, Math.min(SHOWN, targets.count())),
          recovered.images().slice(0, Math.min(SHOWN, recovered.count())),
          recovered.loss(),
          recovered.outcomes(),
          recovered.costs(),
          recovered.courses().stream().limit(CURVES).map(Course::trace).toList(),
          error,
          new CertificateReport.Group(name, recovered.certificates(), error),
          recovered.z()[0].length);
    }

    /** What the folder of a finished recovery holds. */
    public static Group of(RecoveryFolder folder, Dataset targets) {
      var results = new RecoveryResults(folder.results());
      return new Group(
          targets.name(),
          targets.range(0, Math.min(SHOWN, targets.size())),
          results.images(SHOWN),
          results.loss(),
          results.outcomes(),
          results.costs(),
          folder.traces(),
          results.error(),
          CertificateReport.Group.of(targets.name(), results),
          results.dimension());
    }
  }

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
    double[] loss = group.loss;
    return List.of(
        Cell.of(group.name),
        Cell.of(loss.length),
        Cell.of(median(loss)),
        Cell.of(Arrays.stream(loss).max().orElse(Double.NaN)),
        group.error.length == 0 ? Cell.missing() : Cell.of(median(group.error)),
        Cell.of(Arrays.stream(group.costs).average().orElse(Double.NaN)),
        Cell.of(counts(group.outcomes, RecoveryReport::words)),
        Cell.of(counts(group.certificates.verdicts(), Verdict::toString)));
  }

  /** How many of each there are. */
  private static <T extends Enum<T>> String counts(List<T> all, Function<T, String> word) {
    var counts = all.stream().collect(groupingBy(one -> one, TreeMap::new, counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + word.apply(e.getKey()))
        .collect(joining(", "));
  }

  private static String words(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The report of a finished recovery of {@code targets}. */
  public static Report of(RecoveryFolder folder, Dataset targets) {
    var words = folder.words();
    var warning = words.get("warning") instanceof String w ? " Beware: " + w + "." : "";
    var group = Group.of(folder, targets);
    return new Report(
        "Latents behind " + targets.name(),
        String.format(
            Locale.ROOT,
            "%,d targets, searched for in the latents of %s.%s",
            group.loss.length,
            words.get("model"),
            warning),
        sections(List.of(group)),
        Words.flat(words));
  }

  /** Pictures, curves and histograms of each group. */
  public static List<Section> sections(List<Group> groups) {
    var sections = new ArrayList<Section>();
    sections.add(table(groups));
    for (var group : groups) {
      sections.add(pictures(group));
    }
    for (var group : groups) {
      if (group.error.length > 0) {
        sections.add(histogram(group.name + ": error of the latents", "‖z − z′‖²/d", group.error));
      }
      sections.add(histogram(group.name + ": error of the images", "loss", group.loss));
      sections.addAll(curves(group));
    }
    var first = groups.getFirst();
    sections.addAll(
        CertificateReport.sections(
            groups.stream().map(Group::certificates).toList(),
            Math.toIntExact(first.found.shape().count()),
            first.dimension));
    return sections;
  }

  private static Pictures pictures(Group group) {
    var targets = group.targets.withoutLabels();
    var found = group.found.withoutLabels();
    var captions =
        IntStream.range(0, targets.count())
            .mapToObj(i ->
                new Pictures.Caption(
                    Numerals.significant(2).write(group.loss[i]), words(group.outcomes.get(i))))
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

  /** Errors span many orders of magnitude, so their logarithms are counted. */
  private static Chart histogram(String title, String what, double[] values) {
    double[] logs = Arrays.stream(values).map(Math::log10).toArray();
    return Chart.histogram(title, "log₁₀ of " + what, logs, BINS);
  }

  private static List<Chart> curves(Group group) {
    boolean known = group.traces.stream().anyMatch(trace -> trace.error().length > 0);
    var loss =
        curves(
            group,
            "loss",
            "what their searches followed, by an eased one arcsines of pixels",
            "loss",
            Trace::value);
    return known
        ? List.of(
            curves(
                group,
                "error of the latents",
                "how far their searches were from the latents that they were made of",
                "‖z − z′‖²/d",
                Trace::error),
            loss)
        : List.of(loss);
  }

  private static Chart curves(
      Group group, String what, String caption, String unit, Function<Trace, double[]> values) {
    var series = new ArrayList<Series>();
    for (var trace : group.traces) {
      double[] cost = Arrays.stream(trace.cost()).asDoubleStream().toArray();
      series.add(new Series.Line("target " + series.size(), cost, values.apply(trace)));
    }
    return new Chart(
        group.name + ": " + what + " along the search",
        "The first " + series.size() + " targets: " + caption + ".",
        Axis.linear("forward-equivalents"),
        Axis.log(unit),
        series);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}

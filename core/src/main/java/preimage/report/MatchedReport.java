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
import preimage.latent.Matched;
import preimage.search.Outcome;

/** What a search for images whose features match has to say. */
public final class MatchedReport {
  private static final int SHOWN = 16;
  private static final int CURVES = 12;

  private MatchedReport() {}

  /** How many, how well, how dear. */
  public static Table table(Matched matched) {
    double[] loss = matched.loss();
    var outcomes =
        matched.outcomes().stream().collect(groupingBy(o -> o, TreeMap::new, counting()));
    return new Table(
        "Found",
        List.of(
            Column.numbers("targets", Numerals.whole()),
            Column.numbers("median loss"),
            Column.numbers("largest loss"),
            Column.numbers("median pixel error"),
            Column.numbers("forward-equivalents", Numerals.whole()),
            Column.words("outcomes")),
        List.of(
            List.of(
                Cell.of(matched.count()),
                Cell.of(RecoveryReport.median(loss)),
                Cell.of(Arrays.stream(loss).max().orElse(Double.NaN)),
                Cell.of(RecoveryReport.median(matched.pixelError())),
                Cell.of(Arrays.stream(matched.recovered().costs()).average().orElse(Double.NaN)),
                Cell.of(
                    outcomes.entrySet().stream()
                        .map(e -> e.getValue() + " " + words(e.getKey()))
                        .collect(joining(", "))))));
  }

  private static String words(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Table, pictures and curves. */
  public static List<Section> sections(Matched matched) {
    return List.of(table(matched), pictures(matched), curves(matched));
  }

  private static Pictures pictures(Matched matched) {
    int n = Math.min(SHOWN, matched.count());
    var targets = matched.targets().slice(0, n).withoutLabels();
    var found = matched.recovered().images().slice(0, n).withoutLabels();
    var captions =
        IntStream.range(0, n)
            .mapToObj(i ->
                new Pictures.Caption(
                    Numerals.significant(2).write(matched.loss()[i]),
                    "pixels " + Numerals.significant(2).write(matched.pixelError()[i])))
            .toList();
    return new Pictures(
        "Images that the layer sees alike",
        "Below each: the mean squared difference of its features from the target's, and of its"
            + " pixels in [0, 1].",
        List.of(
            Strip.of("target", targets),
            Strip.of("found", found),
            Strip.difference("difference", targets, found)),
        captions);
  }

  private static Chart curves(Matched matched) {
    var series = new ArrayList<Series>();
    for (int i = 0; i < Math.min(CURVES, matched.count()); i++) {
      var trace = matched.courses().get(i).trace();
      double[] cost = Arrays.stream(trace.cost()).asDoubleStream().toArray();
      series.add(new Series.Line("target " + i, cost, trace.value()));
    }
    return new Chart(
        "Loss along the search",
        "The first " + series.size() + " targets.",
        Axis.linear("forward-equivalents"),
        Axis.log("loss"),
        series);
  }
}

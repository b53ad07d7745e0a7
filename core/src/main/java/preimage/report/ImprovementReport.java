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
import preimage.latent.Improved;
import preimage.latent.Improvement;
import preimage.latent.Judged;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Generator;

/**
 * What an improvement of latents has to say.
 *
 * @param generator what makes the pictures
 * @param method how latents were moved
 */
public record ImprovementReport(Generator generator, Improvement method) {
  private static final int SHOWN = 16;
  private static final int REPAIRED = 6;

  /** How many, how much better, how far, how dear. */
  public static Table table(Improved improved) {
    var outcomes =
        improved.outcomes().stream().collect(groupingBy(o -> o, TreeMap::new, counting()));
    double raised = Arrays.stream(improved.gains()).filter(gain -> gain > 0).count();
    return new Table(
        "Improved",
        "Scores are the critic's, higher for more real; a latent's move is the largest change of a"
            + " component.",
        List.of(
            Column.numbers("latents", Numerals.whole()),
            Column.numbers("mean score before"),
            Column.numbers("after"),
            Column.numbers("raised (%)"),
            Column.numbers("median move"),
            Column.numbers("forward-equivalents", Numerals.whole()),
            Column.words("outcomes")),
        List.of(
            List.of(
                Cell.of(improved.count()),
                Cell.of(Arrays.stream(improved.before()).average().orElse(Double.NaN)),
                Cell.of(Arrays.stream(improved.after()).average().orElse(Double.NaN)),
                Cell.of(100 * raised / improved.count()),
                Cell.of(RecoveryReport.median(improved.distances())),
                Cell.of(Arrays.stream(improved.costs()).average().orElse(Double.NaN)),
                Cell.of(
                    outcomes.entrySet().stream()
                        .map(e ->
                            e.getValue()
                                + " "
                                + e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(joining(", "))))));
  }

  /** What another critic says, which nothing was searched by. */
  public static Table table(Judged judged) {
    int n = judged.before().length;
    double raised =
        IntStream.range(0, n).filter(i -> judged.after()[i] > judged.before()[i]).count();
    return new Table(
        "Judged",
        "Scores of the other critic, which no latent was moved by.",
        List.of(
            Column.numbers("judge's mean score before"),
            Column.numbers("after"),
            Column.numbers("raised (%)")),
        List.of(
            List.of(
                Cell.of(Arrays.stream(judged.before()).average().orElse(Double.NaN)),
                Cell.of(Arrays.stream(judged.after()).average().orElse(Double.NaN)),
                Cell.of(100 * raised / n))));
  }

  /** Table, pictures, the worst repaired, and the scores along the way. */
  public List<Section> sections(Improved improved) {
    int[] first = IntStream.range(0, Math.min(SHOWN, improved.count())).toArray();
    var sections = new ArrayList<Section>();
    sections.add(table(improved));
    sections.add(pictures("Before and after", improved, first));
    sections.addAll(rest(improved));
    return sections;
  }

  /**
   * The same of latents that are frames of a way.
   *
   * @param low a score below which a frame is marked
   */
  public List<Section> frames(Improved improved, double low) {
    var sections = new ArrayList<Section>();
    sections.add(table(improved));
    sections.add(new Frames(improved, low).pictures(this));
    sections.add(new Frames(improved, low).chart());
    sections.addAll(rest(improved));
    return sections;
  }

  private List<Section> rest(Improved improved) {
    int[] worst = improved.worst(REPAIRED);
    return List.of(
        pictures("The worst " + worst.length + ", repaired", improved, worst),
        new Section.Beside(
            "Scores", List.of(ScoreCharts.along(method, improved), ScoreCharts.spread(improved))));
  }

  private Pictures pictures(String title, Improved improved, int[] which) {
    var captions =
        Arrays.stream(which)
            .mapToObj(i ->
                new Pictures.Caption(
                    scores(improved, i),
                    "moved " + Numerals.significant(2).write(improved.distances()[i])))
            .toList();
    return new Pictures(
        title,
        "Below each: the critic's score before and after, and the largest change of a component.",
        strips(improved, which),
        captions);
  }

  static String scores(Improved improved, int i) {
    var form = Numerals.significant(3);
    return form.write(improved.before()[i]) + " → " + form.write(improved.after()[i]);
  }

  /** Pictures of the latents at {@code which}, before and after. */
  List<Strip> strips(Improved improved, int[] which) {
    return List.of(
        strip("before", improved.start().rows(which)), strip("after", improved.end().rows(which)));
  }

  private Strip strip(String label, Latents latents) {
    return Strip.of(label, Sampling.images(generator, latents).withoutLabels());
  }
}

package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Section;
import preimage.report.Table;

/** Whether what {@link AdvlatTable4Page} shows is more than chance, and worth looking at. */
record AdvlatTable4Checks(GanTable table, Plan plan, Results results) {
  private static final double BAR = .2;

  /** What is held against what. */
  private enum Against {
    Z(Stage.VANILLA, Stage.Z),
    QUA(Stage.VANILLA, Stage.QUA),
    TIME(Stage.TIME, Stage.QUA),
    PLUS(Stage.VANILLA, Stage.PLUS),
    BOTH(Stage.Z, Stage.PLUS);

    private final Stage before;
    private final Stage after;

    Against(Stage before, Stage after) {
      this.before = before;
      this.after = after;
    }

    private String label() {
      return after.label() + " less " + before.label();
    }
  }

  List<Section> sections() {
    return List.of(differences(), bar(), critics());
  }

  private double[] values(Contest contest, Stage stage, String fact) {
    return GanTable.values(results, plan, contest, stage.cell(), fact);
  }

  private Table differences() {
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      for (var against : Against.values()) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(contest.label()));
        cells.add(Cell.of(against.label()));
        for (var fact : List.of("fid", "is")) {
          var paired = paired(contest, against, fact);
          Stream.of(paired.mean(), paired.low(), paired.high())
              .map(v -> Double.isNaN(v) ? Cell.missing() : Cell.of(v))
              .forEach(cells::add);
        }
        rows.add(cells);
      }
    }
    var columns =
        List.of(
            Column.words("game"),
            Column.words("difference"),
            Column.numbers("FID", Numerals.decimals(2)),
            Column.numbers("from", Numerals.decimals(2)),
            Column.numbers("to", Numerals.decimals(2)),
            Column.numbers("IS", Numerals.decimals(3)),
            Column.numbers("IS from", Numerals.decimals(3)),
            Column.numbers("IS to", Numerals.decimals(3)));
    return new Table(
        "Paired differences",
        "Of the same seed: mean and 95 % interval by Student's t. Lower FID and higher IS are better.",
        columns,
        rows);
  }

  private Paired paired(Contest contest, Against against, String fact) {
    return Paired.of(values(contest, against.before, fact), values(contest, against.after, fact));
  }

  /** What a baseline must reach before anything may be said against it. */
  private Table bar() {
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      rows.add(
          List.of(
              Cell.of(contest.label()),
              Cell.of((double) contest.vanilla().steps()),
              Spreads.of(excess(contest)),
              Cell.of(within(contest)),
              least(classes(contest)),
              Cell.of(bar(contest).words),
              Spreads.of(ratios(contest)),
              Cell.of(lost(contest))));
    }
    return new Table(
        "Are the baselines trained enough?",
        "The bar: over all seeds, vanilla's FID is on average within 20 % of that at double the training, and with each"
            + " of them each class of the judge has at least a tenth of its share of the images. One training's FID"
            + " varies by much of that, so the seeds within it are counted, too.",
        List.of(
            Column.words("game"),
            Column.numbers("steps", Numerals.whole()),
            Column.numbers("FID over doubled, less 1", Numerals.percent(1)),
            Column.words("seeds within"),
            Column.numbers("fewest classes", Numerals.whole()),
            Column.words("passes"),
            Column.numbers("a step of -qua over vanilla's", Numerals.decimals(2)),
            Column.words("diverged")),
        rows);
  }

  /** How much larger vanilla's FID is than at double the training, as a share of that. */
  private double[] excess(Contest contest) {
    double[] once = values(contest, Stage.VANILLA, "fid");
    double[] twice = values(contest, Stage.DOUBLE, "fid");
    return IntStream.range(0, once.length).mapToDouble(i -> once[i] / twice[i] - 1).toArray();
  }

  /** One number, unless trainings were borrowed from where time went otherwise. */
  private double[] ratios(Contest contest) {
    double[] all = GanTable.values(results, plan, contest, Stage.TIME.net(), Pace.RATIO);
    return Arrays.stream(all).distinct().toArray();
  }

  private String within(Contest contest) {
    double[] known = Arrays.stream(excess(contest)).filter(e -> !Double.isNaN(e)).toArray();
    long near = Arrays.stream(known).filter(e -> Math.abs(e) <= BAR).count();
    return "%d of %d".formatted(near, known.length);
  }

  private static Cell least(double[] values) {
    var known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).min();
    return known.isPresent() ? Cell.of(known.getAsDouble()) : Cell.missing();
  }

  private double[] classes(Contest contest) {
    return values(contest, Stage.VANILLA, "classes");
  }

  /** Whether a baseline has passed its bar, and what is said beside claims against it. */
  private enum Bar {
    PASSED("yes", ""),
    FAILED("no", ", though vanilla has not passed its bar"),
    OPEN("not measured yet", ", though vanilla's bar is not measured yet");

    private final String words;
    private final String doubt;

    Bar(String words, String doubt) {
      this.words = words;
      this.doubt = doubt;
    }
  }

  /** One seed that diverged or collapsed decides, whatever is not measured yet. */
  private Bar bar(Contest contest) {
    double[] excess = excess(contest);
    boolean failed =
        Stream.of(Stage.VANILLA, Stage.DOUBLE).anyMatch(stage -> lost(contest, stage) > 0)
            || Math.abs(Spreads.mean(excess)) > BAR
            || Arrays.stream(classes(contest)).anyMatch(c -> c < 10);
    if (failed) {
      return Bar.FAILED;
    }
    return Arrays.stream(excess).anyMatch(Double::isNaN) ? Bar.OPEN : Bar.PASSED;
  }

  private long lost(Contest contest, Stage stage) {
    return count(contest, stage, Trained.DIVERGED) + count(contest, stage, Evaluation.COLLAPSED);
  }

  private long count(Contest contest, Stage stage, String fact) {
    return Arrays.stream(values(contest, stage, fact)).filter(v -> !Double.isNaN(v)).count();
  }

  private String lost(Contest contest) {
    var lost = new ArrayList<String>();
    for (var fact : List.of(Trained.DIVERGED, Evaluation.COLLAPSED)) {
      long cells = Arrays.stream(Stage.values()).mapToLong(s -> count(contest, s, fact)).sum();
      if (cells > 0) {
        lost.add(cells + " cells" + (fact.equals(Trained.DIVERGED) ? "" : " " + fact));
      }
    }
    return lost.isEmpty() ? "none" : String.join(", ", lost);
  }

  /** -z by the critic that it searched by, and by one that it did not. */
  private Table critics() {
    var rows = new ArrayList<List<Cell>>();
    for (var contest : table.contests()) {
      rows.add(
          List.of(
              Cell.of(contest.label()),
              Spreads.of(values(contest, Stage.Z, "score-before")),
              Spreads.of(values(contest, Stage.Z, "score-after")),
              Spreads.of(values(contest, Stage.Z, "raised")),
              Spreads.of(second(contest, SecondCritic.RAISED)),
              Spreads.of(second(contest, SecondCritic.RISE))));
    }
    return new Table(
        "What critics say of -z",
        "The second critic is that of another seed's training, which had no part in the search; its"
            + " rise is in standard deviations of its scores before.",
        List.of(
            Column.words("game"),
            Column.numbers("own score before"),
            Column.numbers("after"),
            Column.numbers("raised", Numerals.percent(1)),
            Column.numbers("raised by the second", Numerals.percent(1)),
            Column.numbers("its rise", Numerals.decimals(3))),
        rows);
  }

  private double[] second(Contest contest, String fact) {
    return GanTable.values(results, plan, contest, "second", fact);
  }

  /** What the paper says. */
  Section claims() {
    var claims = new ArrayList<Claim>();
    for (var contest : table.contests()) {
      claims.add(claim(contest, Against.QUA, "-qua lowers vanilla's FID"));
      claims.add(
          claim(contest, Against.TIME, "-qua has a lower FID than vanilla in the same time"));
      claims.add(claim(contest, Against.PLUS, "-qua+ lowers vanilla's FID"));
      claims.add(claim(contest, Against.Z, "-z lowers vanilla's FID"));
    }
    return Claim.section(claims);
  }

  /** A claim shows where the whole interval is on its side. */
  private Claim claim(Contest contest, Against against, String says) {
    var paired = paired(contest, against, "fid");
    // Nothing is claimed yet where nothing is measured.
    var doubt = Double.isNaN(paired.mean()) ? "" : bar(contest).doubt;
    return Claim.difference(contest.label() + ": " + says + doubt, paired, true, 2);
  }
}

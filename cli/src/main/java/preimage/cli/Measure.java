package preimage.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.metric.Bins;
import preimage.metric.Measurement;
import preimage.metric.Metric;
import preimage.metric.Sample;
import preimage.metric.Score;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Table;
import preimage.report.TerminalRenderer;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** {@code measure}: how far generated samples are from real ones. */
@Command(
    name = "measure",
    header = "Measures how far generated samples are from real ones.",
    footer = {
      "preimage measure --real fashion-mnist:test --fake fashion-dcgan --metrics fid,ndb",
      "preimage measure --real fashion-mnist --fake fashion-dcgan --extractor judge --metrics is,fid",
      "preimage measure --real real.npy --fake fake.npy --metrics 'fid,prdc(k=3)' --json"
    })
final class Measure implements Callable<Integer> {
  @Mixin private final RealAndFake samples = new RealAndFake();

  @Option(
      names = "--metrics",
      paramLabel = "LIST",
      description = "Such as fid,kid,is,prdc,ndb; fid,kid,prdc unless told. See 'list metrics'.")
  private String metrics = "fid,kid,prdc";

  @Option(names = "--by-class", description = "Each class by itself, too.")
  private boolean byClass;

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Measure(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(this::measure);
  }

  private int measure() {
    var progress = output.progress();
    var measurement = new Measurement(metrics(metrics), seed);
    var seen = samples.see(sets, seed, progress);
    var scores = new ArrayList<>(measurement.of(seen.real(), seen.fake()));
    warn(measurement, seen, progress);
    if (byClass) {
      scores.addAll(measurement.byClass(seen.real(), seen.fake()));
    }
    output.result(Map.of("scores", scores.stream().map(Measure::tree).toList()), text(scores));
    return Exit.DONE;
  }

  private static void warn(Measurement measurement, RealAndFake.Seen seen, Progress progress) {
    int d = seen.real().features().dimension();
    int n = Math.min(seen.real().features().count(), seen.fake().features().count());
    if (measurement.metrics().containsKey("fid") && n <= d) {
      progress.say(
          "%,d samples of %,d numbers: such a FID is far too large, and good only beside others of"
                  .formatted(n, d)
              + " the same size");
    }
    if (measurement.metrics().values().stream().anyMatch(Measure::released)
        && !large(seen.real())) {
      progress.say(
          "AdvLatGAN's code takes ndb-code of pixels at 128×128; for values like its own, give"
              + " --extractor 'pixels(size=128)'");
    }
  }

  private static boolean released(Metric metric) {
    return metric instanceof Bins bins && bins.thin();
  }

  /** Whether these are pixels at 128×128, grey or coloured, as far as one can tell. */
  private static boolean large(Sample sample) {
    int d = sample.features().dimension();
    var seenBy = String.valueOf(sample.extractor().get("extractor"));
    return (d == 128 * 128 || d == 3 * 128 * 128) && List.of("pixels", "given").contains(seenBy);
  }

  /** The metrics of a list such as {@code fid,prdc(k=3)}, by their full texts. */
  private static SequencedMap<String, Metric> metrics(String list) {
    var all = new LinkedHashMap<String, Metric>();
    for (var text : parts(list)) {
      if (text.isEmpty()) {
        throw new Misuse("--metrics lacks a name in '" + list + "'; see 'preimage list metrics'");
      }
      var metric = Catalogs.METRICS.parse(text);
      all.put(Catalogs.METRICS.describe(metric), metric);
    }
    return all;
  }

  /** What stands between the commas that are in no brackets. */
  private static List<String> parts(String list) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(list.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(list.substring(start).strip());
    return parts;
  }

  private static Map<String, Object> tree(Score score) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("metric", score.metric());
    tree.put("value", score.value());
    tree.put("manifest", score.manifest().words());
    return tree;
  }

  /** Small tables of one row: values of different manifests stand in different columns. */
  private String text(List<Score> scores) {
    var tables = new LinkedHashMap<String, List<Score>>();
    for (var score : scores) {
      var key = byClass ? score.label() : score.manifest().word("metric");
      tables.computeIfAbsent(key, _ -> new ArrayList<>()).add(score);
    }
    var text = new StringBuilder();
    tables.forEach((key, some) -> {
      text.append(byClass ? key + " by class\n" : "");
      text.append(table(some)).append('\n');
    });
    var manifest = new LinkedHashMap<>(scores.getFirst().manifest().words());
    manifest.remove("metric");
    manifest.remove("class");
    return text + new Inspection(manifest).text();
  }

  private String table(List<Score> scores) {
    var columns =
        scores.stream()
            .map(s -> byClass ? s.manifest().word("class") : s.label())
            .map(header -> Column.numbers(header, Numerals.significant(6)))
            .toList();
    var row = scores.stream().map(s -> Cell.of(s.value())).toList();
    return TerminalRenderer.render(new Table("", columns, List.of(row)));
  }
}

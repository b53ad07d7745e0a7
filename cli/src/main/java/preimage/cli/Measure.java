package preimage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.metric.ClassifierFeatures;
import preimage.metric.Extractor;
import preimage.metric.Measurement;
import preimage.metric.Metric;
import preimage.metric.Sample;
import preimage.metric.Score;
import preimage.metric.ScriptFeatures;
import preimage.metric.SqueezeNet;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Table;
import preimage.report.TerminalRenderer;
import preimage.run.SampleSource;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** {@code measure}: how far generated samples are from real ones. */
@Command(
    name = "measure",
    header = "Measures how far generated samples are from real ones.",
    footer = {
      "preimage measure --real fashion-mnist:test --fake fashion-dcgan --extractor pixels",
      "preimage measure --real real.npy --fake fake.npy --metrics 'fid,prdc(k=3)' --json"
    })
final class Measure implements Callable<Integer> {
  private static final int MADE = 10_000;

  @Option(
      names = "--real",
      required = true,
      paramLabel = "x.npy|SET|features.npy",
      description = "Images, or features (n, d) of them.")
  private String real = "";

  @Option(
      names = "--fake",
      required = true,
      paramLabel = "MODEL|x.npy|features.npy",
      description = "A generator, images of one, or their features.")
  private String fake = "";

  @Option(
      names = "--metrics",
      paramLabel = "LIST",
      description = "Such as fid,kid,is,prdc,ndb; fid,kid,prdc unless told. See 'list metrics'.")
  private String metrics = "fid,kid,prdc";

  @Option(
      names = "--extractor",
      paramLabel = "NAME|FILE",
      description =
          "What sees images: a classifier (.safetensors), a TorchScript module (.pt), or one of"
              + " 'list extractors'; pixels unless told.")
  private Optional<String> extractor = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Take so many samples of each; all, and as many of a generator, unless told.")
  private Optional<Integer> count = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

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
    if (count.isPresent() && count.get() < 1) {
      throw new Misuse("count must be at least 1 but was " + count.get());
    }
    var measurement = new Measurement(metrics(metrics), seed);
    var samples = samples(progress);
    warn(measurement, samples, progress);
    var scores = measurement.of(samples.getFirst(), samples.getLast());
    output.result(Map.of("scores", scores.stream().map(Measure::tree).toList()), text(scores));
    return Exit.DONE;
  }

  /** The real samples and the generated ones. */
  private List<Sample> samples(Progress progress) {
    var ofReal = new SampleSource(real);
    var ofFake = new SampleSource(fake);
    if (ofReal.isFeatures() != ofFake.isFeatures()) {
      throw new Misuse(
          "%s holds features but %s does not; give features or images of both"
              .formatted(ofReal.isFeatures() ? real : fake, ofReal.isFeatures() ? fake : real));
    }
    if (ofReal.isFeatures()) {
      if (extractor.isPresent()) {
        throw new Misuse("--extractor sees images, but both files hold features");
      }
      return List.of(ofReal.features(count), ofFake.features(count));
    }
    var eye = extractor(extractor.orElse("pixels"));
    var first = ofReal.images(eye, count, MADE, seed, set -> machine.open(set, progress), progress);
    var second =
        ofFake.images(
            eye, count, first.features().count(), seed, s -> machine.open(s, progress), progress);
    return List.of(first, second);
  }

  private static void warn(Measurement measurement, List<Sample> samples, Progress progress) {
    int d = samples.getFirst().features().dimension();
    int n = samples.stream().mapToInt(s -> s.features().count()).min().orElseThrow();
    if (measurement.metrics().containsKey("fid") && n <= d) {
      progress.say(
          "%,d samples of %,d numbers: such a FID is far too large, and good only beside others of"
                  .formatted(n, d)
              + " the same size");
    }
  }

  /** The metrics of a list such as {@code fid,prdc(k=3)}, by their full texts. */
  static SequencedMap<String, Metric> metrics(String list) {
    var all = new LinkedHashMap<String, Metric>();
    for (var text : parts(list)) {
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

  /** What a name, a file or a spec of a listed one says. */
  static Extractor extractor(String text) {
    boolean file = Files.isRegularFile(Path.of(text));
    if (Models.BUILT_IN.containsKey(text) || text.endsWith(".safetensors")) {
      return new ClassifierFeatures(text);
    }
    if (file && text.endsWith(".npz")) {
      return new SqueezeNet(text);
    }
    return file ? new ScriptFeatures(text) : Catalogs.EXTRACTORS.parse(text);
  }

  private static Map<String, Object> tree(Score score) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("metric", score.metric());
    tree.put("value", score.value());
    tree.put("manifest", score.manifest().words());
    return tree;
  }

  private static String text(List<Score> scores) {
    var rows =
        scores.stream()
            .map(s ->
                List.of(Cell.of(s.label()), Cell.of(String.format(Locale.ROOT, "%.6g", s.value()))))
            .toList();
    var columns = List.of(Column.words("metric"), Column.words("value"));
    var manifest = new LinkedHashMap<>(scores.getFirst().manifest().words());
    manifest.remove("metric");
    return TerminalRenderer.render(new Table("", columns, rows))
        + "\n"
        + new Inspection(manifest).text();
  }
}

package preimage.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.Images;
import preimage.latent.Improved;
import preimage.latent.Improvement;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Critic;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.ImprovementReport;
import preimage.report.Report;
import preimage.report.Section;
import preimage.report.TerminalRenderer;
import preimage.report.Words;
import preimage.run.ImprovementFolder;
import preimage.search.Outcome;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** {@code improve}: latents whose images a critic likes better. */
@Command(
    name = "improve",
    header = "Moves latents to where a critic likes their images better.",
    footer = {
      "preimage improve --generator g.safetensors --critic d.safetensors --count 100 --out improved",
      "preimage improve --generator g.safetensors --critic d.safetensors --latents z.npy --out more"
          + " --method 'improvement(loss=wgan, solver=steepest(step=0.03, steps=30), radius=0.5)'",
      "preimage improve --generator g.safetensors --critic d.safetensors --interpolate=8 --out way"
    })
final class Improve implements Callable<Integer> {
  private static final int REFERENCES = 256;

  @Option(
      names = "--generator",
      required = true,
      paramLabel = "MODEL",
      description = "What makes the images: a built-in name or a .safetensors file.")
  private String generatorName = "";

  @Option(
      names = "--critic",
      required = true,
      paramLabel = "MODEL",
      description = "What judges them: a .safetensors file.")
  private String criticName = "";

  @Option(
      names = "--latents",
      paramLabel = "z.npy",
      description = "Latents (n, d), instead of the prior's.")
  private Optional<Path> latents = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many of the prior's; 64 unless told.")
  private Optional<Integer> count = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "c.npy",
      description = "Class numbers (n) for a conditional generator; in turn unless given.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--conditions",
      paramLabel = "SET",
      description = "Condition images (n) for a generator that takes some.")
  private Optional<String> conditions = Optional.empty();

  @Option(
      names = "--interpolate",
      arity = "0..1",
      fallbackValue = "8",
      paramLabel = "FRAMES",
      description = "Improve so many equidistant latents between two, 8 unless told how many.")
  private Optional<Integer> frames = Optional.empty();

  @Option(
      names = "--method",
      paramLabel = "SPEC",
      description =
          "Loss, solver, radius; see 'preimage help improvement', 'help evolgan', 'ddls'.")
  private String method = "improvement";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: improved.npz, report.html.")
  private Path out = Path.of("");

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Improve(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(this::improve);
  }

  private int improve() {
    var improvement = Catalogs.IMPROVEMENTS.parse(method);
    var progress = output.progress();
    try (var generator = Models.generator(generatorName);
        var critic = Models.critic(criticName)) {
      improvement.requireFit(generatorName, generator, criticName, critic);
      var start = start(generator, progress);
      start.requireFor(generator);
      var words = words(improvement);
      var folder = new ImprovementFolder(out);
      folder.prepare(words);
      var improved = improvement.improve(generator, critic, start, seed, progress);
      folder.write(improved);
      new Report(
              "Latents of " + generatorName + ", improved",
              "%,d latents, moved to where %s likes their images better."
                  .formatted(improved.count(), criticName),
              sections(improvement, generator, critic, improved),
              Words.flat(words))
          .write(folder.report());
      var table = TerminalRenderer.render(ImprovementReport.table(improved));
      output.result(tree(improved, folder), table);
      return improved.outcomes().contains(Outcome.DIVERGED) ? Exit.DIVERGED : Exit.DONE;
    }
  }

  private Latents start(Generator generator, Progress progress) {
    if (latents.isPresent() && count.isPresent()) {
      throw new Misuse("give --latents or --count, not both");
    }
    float[][] z =
        latents
            .map(file -> Vectors.read(file, "latents"))
            .orElseGet(() -> Sampling.latents(generator, wanted(), seed));
    int[] classes =
        labels.map(Vectors::labels).orElseGet(() -> Sampling.turns(generator, z.length));
    var start = new Latents(z, classes, conditions.map(set -> images(set, progress)));
    return frames.map(start::between).orElse(start);
  }

  private int wanted() {
    int n = count.orElse(frames.isPresent() ? 2 : 64);
    if (n < 1) {
      throw new Misuse("count must be at least 1 but was " + n);
    }
    return n;
  }

  private Images images(String set, Progress progress) {
    var data = machine.open(set, progress);
    return data.range(0, data.size()).withoutLabels();
  }

  private List<Section> sections(
      Improvement improvement, Generator generator, Critic critic, Improved improved) {
    var report = new ImprovementReport(generator, improvement);
    return frames.isEmpty()
        ? report.sections(improved)
        : report.frames(improved, low(generator, critic, improved.start()));
  }

  /** What a quarter of the prior's draws score below, with what goes with the first frame. */
  private double low(Generator generator, Critic critic, Latents way) {
    var draws = way.rows(new int[REFERENCES]).with(Sampling.latents(generator, REFERENCES, seed));
    double[] scores = Sampling.scores(generator, critic, draws);
    Arrays.sort(scores);
    return scores[REFERENCES / 4];
  }

  private Map<String, Object> words(Improvement improvement) {
    var words = new LinkedHashMap<String, Object>();
    words.put("method", Catalogs.IMPROVEMENTS.describe(improvement));
    words.put("generator", generatorName);
    words.put("generator-sha256", Models.sha256(generatorName));
    words.put("critic", criticName);
    words.put("critic-sha256", Models.sha256(criticName));
    words.put("latents", latents.map(Path::toString).orElse(wanted() + " draws of the prior"));
    frames.ifPresent(n -> words.put("frames", n));
    words.put("seed", seed);
    return words;
  }

  private static Map<String, Object> tree(Improved improved, ImprovementFolder folder) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("latents", improved.count());
    tree.put("score_before", improved.before());
    tree.put("score_after", improved.after());
    tree.put("outcomes", improved.outcomes().stream().map(Enum::name).toList());
    tree.put("forward_equivalents", improved.costs());
    tree.put("results", folder.results().toString());
    tree.put("report", folder.report().toString());
    return tree;
  }
}

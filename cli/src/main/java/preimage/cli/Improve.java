package preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
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
import preimage.latent.Improved;
import preimage.latent.Improvement;
import preimage.latent.Judged;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.latent.Scored;
import preimage.net.Critic;
import preimage.net.Generator;
import preimage.net.ModelCard;
import preimage.net.Models;
import preimage.report.ImprovementReport;
import preimage.report.Report;
import preimage.report.Section;
import preimage.report.TerminalRenderer;
import preimage.report.Words;
import preimage.run.ImprovementFolder;
import preimage.search.Outcome;
import preimage.spec.Misuse;
import preimage.train.GanLoss;
import preimage.work.Progress;

/** {@code improve}: latents whose images a critic likes better. */
@Command(
    name = "improve",
    header = "Moves latents to where a critic likes their images better.",
    footer = {
      "preimage improve --generator g.safetensors --critic d.safetensors --count 100 --out improved",
      "preimage improve --generator g.safetensors --critic d.safetensors --latents z.npy --out more"
          + " --method 'improvement(loss=wgan, solver=steepest(step=0.03, steps=30), radius=0.5)'",
      "preimage improve --generator g.safetensors --critic d.safetensors --judge other.safetensors"
          + " --out judged",
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
      names = "--judge",
      paramLabel = "MODEL",
      description = "Another critic, which nothing is searched by, to score before and after.")
  private Optional<String> judge = Optional.empty();

  @Option(
      names = "--latents",
      paramLabel = "z.npy|z.npz",
      description = "Latents (n, d), or the array z of a file, instead of the prior's.")
  private Optional<Path> latents = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many of the prior's; 64 unless told.")
  private Optional<Integer> count = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "c.npy",
      description =
          "Class numbers (n) for a conditional generator; those of the latents' file, or in turn, unless given.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--conditions",
      paramLabel = "SET",
      description = "Images that a generator of images makes its own of; as often as needed.")
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
          "Loss, solver, radius; see 'preimage help improvement', 'help evolgan', 'ddls';"
              + " improvement, by the loss of the critic's training, unless told.")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: improved.npz, report.html.")
  private Path out = Path.of("");

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Improve(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(() -> output.whole(this::improve));
  }

  private int improve(Progress progress) {
    var asked = method.map(Catalogs.IMPROVEMENTS::parse);
    try (var generator = Models.generator(generatorName);
        var judging = Models.open(criticName);
        var critic = judging.critic()) {
      var improvement = asked.orElseGet(() -> usual(judging.card()));
      improvement.requireFit(generatorName, generator, criticName, critic);
      judge.ifPresent(name -> refuse(name, generator));
      var start = start(generator, progress);
      start.requireFor(generator);
      var words = words(improvement);
      var folder = new ImprovementFolder(out);
      folder.prepare();
      var improved = improvement.improve(generator, critic, start, seed, progress);
      var judged = judge.map(name -> judged(name, generator, improved));
      folder.write(words, improved, judged);
      new Report(
              "Latents of " + generatorName + ", improved",
              "%,d latents, moved to where %s likes their images better."
                  .formatted(improved.count(), criticName),
              sections(improvement, generator, critic, improved, judged),
              Words.flat(words))
          .write(folder.report());
      var table = TerminalRenderer.render(ImprovementReport.table(improved));
      output.result(tree(improved, judged, folder), table + judged.map(Improve::text).orElse(""));
      return improved.outcomes().contains(Outcome.DIVERGED) ? Exit.DIVERGED : Exit.DONE;
    }
  }

  /** By the generator's own loss of the critic's training, if its card says one that has a name. */
  private static Improvement usual(ModelCard critic) {
    var usual = new Improvement();
    return Optional.ofNullable(critic.provenance().get("training"))
        .flatMap(training -> game(training.toString()))
        .flatMap(GanLoss::scoreLoss)
        .map(loss -> new Improvement(loss, usual.solver()))
        .orElse(usual);
  }

  /** Critics of other programs may say what they like of their training. */
  private static Optional<GanLoss> game(String training) {
    try {
      return Optional.of(Catalogs.TRAININGS.parse(training).loss());
    } catch (Misuse _) {
      return Optional.empty();
    }
  }

  private void refuse(String name, Generator generator) {
    try (var critic = Models.critic(name)) {
      Scored.requireFit(generatorName, generator, name, critic);
    }
  }

  private static Judged judged(String name, Generator generator, Improved improved) {
    try (var critic = Models.critic(name)) {
      return Judged.of(generator, critic, improved);
    }
  }

  private static String text(Judged judged) {
    return TerminalRenderer.render(ImprovementReport.table(judged));
  }

  private Latents start(Generator generator, Progress progress) {
    if (latents.isPresent() && count.isPresent()) {
      throw new Misuse("give --latents or --count, not both");
    }
    float[][] z =
        latents.map(Vectors::latents).orElseGet(() -> Sampling.latents(generator, wanted(), seed));
    int[] classes = Vectors.classes(labels, latents, generator, z.length);
    var told = conditions.map(set -> sets.conditions(set, z.length, progress));
    var start = new Latents(z, classes, told);
    return frames.map(start::between).orElse(start);
  }

  private int wanted() {
    int n = count.orElse(frames.isPresent() ? 2 : 64);
    if (n < 1) {
      throw new Misuse("count must be at least 1 but was " + n);
    }
    return n;
  }

  private List<Section> sections(
      Improvement improvement,
      Generator generator,
      Critic critic,
      Improved improved,
      Optional<Judged> judged) {
    var report = new ImprovementReport(generator, improvement);
    var sections =
        new ArrayList<>(
            frames.isEmpty()
                ? report.sections(improved)
                : report.frames(improved, low(generator, critic, improved.start())));
    judged.ifPresent(j -> sections.add(1, ImprovementReport.table(j)));
    return sections;
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
    judge.ifPresent(name -> {
      words.put("judge", name);
      words.put("judge-sha256", Models.sha256(name));
    });
    words.put("latents", latents.map(Path::toString).orElse(wanted() + " draws of the prior"));
    frames.ifPresent(n -> words.put("frames", n));
    words.put("seed", seed);
    return words;
  }

  private static Map<String, Object> tree(
      Improved improved, Optional<Judged> judged, ImprovementFolder folder) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("latents", improved.count());
    tree.put("score_before", improved.before());
    tree.put("score_after", improved.after());
    judged.ifPresent(j -> {
      tree.put("judge_before", j.before());
      tree.put("judge_after", j.after());
    });
    tree.put("outcomes", improved.outcomes().stream().map(Enum::name).toList());
    tree.put("forward_equivalents", improved.costs());
    tree.put("results", folder.results().toString());
    tree.put("report", folder.report().toString());
    return tree;
  }
}

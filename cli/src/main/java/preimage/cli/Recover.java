package preimage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Labelled;
import preimage.latent.Auto;
import preimage.latent.Classes;
import preimage.latent.Recovery;
import preimage.latent.Verdict;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.RecoveryReport;
import preimage.report.RecoveryReport.Group;
import preimage.report.TerminalRenderer;
import preimage.run.RecoveryFolder;
import preimage.run.RecoveryRecipe;
import preimage.run.RecoveryResults;
import preimage.run.RecoveryRun;
import preimage.run.TrueLatents;
import preimage.search.Outcome;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** {@code recover}: the latents behind images. */
@Command(
    name = "recover",
    header = "Finds the latents behind images.",
    footer = {
      "preimage recover --model fashion-dcgan --data 'fashion-mnist:test[0:100]' --out recovered",
      "preimage recover --model fashion-dcgan --targets x.npy --latents z.npy --restarts 4 --out again",
      "preimage recover --model fashion-dcgan --data 'fashion-mnist:test[0:100]' --out recovered --resume",
      "preimage recover --from features --model classifier.safetensors --layer 4 --targets x.npy"
          + " --out found"
    })
final class Recover implements Callable<Integer> {
  /** What a method is put together from, as {@code list} calls it. */
  static final List<String> PARTS =
      List.of(
          "solvers",
          "starts",
          "distances",
          "restrictions",
          "races",
          "clips",
          "classes",
          "schedules");

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The generator: a built-in name or a .safetensors file.")
  private String model = "";

  @Option(
      names = "--from",
      paramLabel = "latents|features",
      description =
          "Search for latents of a generator, or for images with equal features of a critic or"
              + " classifier MODEL; latents unless told.")
  private String from = "latents";

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Which layer's features; a wrong name lists them. The output unless told.")
  private Optional<String> layer = Optional.empty();

  @Option(names = "--targets", paramLabel = "x.npy", description = "Images (n, c, h, w) in [0, 1].")
  private Optional<String> targets = Optional.empty();

  @Option(names = "--data", paramLabel = "SET", description = "Images, instead of --targets.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: recovered.npz, recovered.jsonl, report.html.")
  private Path out = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "SPEC",
      description =
          "auto, or start, solver, restarts and more, as listed below; auto unless told, with"
              + " --from features matching.")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "Starts a target, instead of the method's.")
  private Optional<Integer> restarts = Optional.empty();

  @Option(
      names = "--latents",
      paramLabel = "true.npy",
      description = "The latents (n, d) that the targets were made of, to measure errors.")
  private Optional<Path> latents = Optional.empty();

  @Option(
      names = "--condition",
      paramLabel = "c.npy",
      description =
          "For a conditional generator: class numbers (n), instead of the targets' labels, or"
              + " images (n, c, h, w).")
  private Optional<String> condition = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

  @Option(names = "--resume", description = "Go on where an earlier run in DIR was cut off.")
  private boolean resume;

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Recover(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(this::recover);
  }

  private int recover() {
    if (targets.isPresent() == data.isPresent()) {
      throw new Misuse("give either --targets or --data");
    }
    return switch (from) {
      case "latents" -> latents();
      case "features" -> images();
      default -> throw new Misuse("--from must be latents or features but was '" + from + "'");
    };
  }

  private int images() {
    refuse("latents", restarts.isPresent(), "--restarts");
    refuse("latents", latents.isPresent(), "--latents");
    refuse("latents", condition.isPresent(), "--condition");
    refuse("latents", resume, "--resume");
    var search = new RecoverImages(model, layer.orElse("output"), method, seed, out);
    return output.whole(progress -> {
      var set = sets.open(targets.or(() -> data).orElseThrow(), progress);
      return search.recover(set, progress, output);
    });
  }

  private static void refuse(String search, boolean given, String option) {
    if (given) {
      throw new Misuse(option + " goes with --from " + search);
    }
  }

  private int latents() {
    refuse("features", layer.isPresent(), "--layer");
    try (var generator = Models.generator(model)) {
      if (latents.isEmpty()) {
        return output.resumable(progress -> recover(generator, Optional.empty(), progress));
      }
      try (var truth = TrueLatents.open(latents.get())) {
        return output.resumable(progress -> recover(generator, Optional.of(truth), progress));
      }
    }
  }

  private int recover(Generator generator, Optional<TrueLatents> truth, Progress progress) {
    var unlabelled = sets.open(targets.or(() -> data).orElseThrow(), progress);
    var chooser = Catalogs.CHOOSERS.parse(method.orElse("auto"));
    var chosen = chooser.on(generator);
    var choice = restarts.map(chosen::withRestarts).orElse(chosen);
    var set = labelled(generator, choice.recovery(), unlabelled);
    var conditions = conditions(generator, progress);
    if (chooser instanceof Auto) {
      var spec = Catalogs.RECOVERIES.format(choice.recovery());
      progress.say("chose %s: %s".formatted(spec, choice.why()));
    }
    var recipe = new RecoveryRecipe(choice, model, set, conditions, truth, seed);
    var folder = new RecoveryFolder(out);
    var results = new RecoveryRun(recipe, folder, resume).run(generator, progress);
    if (!Files.exists(folder.report())) {
      RecoveryReport.of(folder, set).write(folder.report());
    }
    var table = RecoveryReport.table(List.of(Group.of(folder, set)));
    output.result(tree(results, folder), TerminalRenderer.render(table));
    return results.outcomes().contains(Outcome.DIVERGED) ? Exit.DIVERGED : Exit.DONE;
  }

  /** With the class numbers that are given, if such are wanted. */
  private Dataset labelled(Generator generator, Recovery method, Dataset set) {
    if (condition.isEmpty() || generator.condition() instanceof Condition.Image) {
      return set;
    }
    if (!(generator.condition() instanceof Condition.Label(int classes))) {
      throw new Misuse(model + " takes no condition");
    }
    if (method.classes() == Classes.ALL) {
      throw new Misuse("with classes=all every class is tried: --condition has no use");
    }
    var labels = Vectors.labels(Path.of(condition.get()));
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new Misuse(
            "%s: class numbers must lie in 0 … %d, not %d"
                .formatted(condition.get(), classes - 1, label));
      }
    }
    return new Labelled(set, labels);
  }

  private Optional<Dataset> conditions(Generator generator, Progress progress) {
    return generator.condition() instanceof Condition.Image
        ? condition.map(file -> sets.open(file, progress))
        : Optional.empty();
  }

  private static Map<String, Object> tree(RecoveryResults results, RecoveryFolder folder) {
    var tree = new LinkedHashMap<String, Object>();
    var loss = results.loss();
    tree.put("targets", loss.length);
    tree.put("loss", loss);
    tree.put("outcomes", results.outcomes().stream().map(Enum::name).toList());
    tree.put("verdicts", results.verdicts().stream().map(Verdict::toString).toList());
    tree.put("forward_equivalents", results.costs());
    tree.put("fit_equivalents", folder.words().getOrDefault(RecoveryRun.FIT, 0));
    tree.put("certificate_equivalents", results.certificateCosts());
    if (results.error().length > 0) {
      tree.put("error", results.error());
    }
    Optional.ofNullable(folder.words().get("warning")).ifPresent(w -> tree.put("warning", w));
    tree.put("results", folder.results().toString());
    tree.put("report", folder.report().toString());
    return tree;
  }
}

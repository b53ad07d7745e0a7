package preimage.cli;

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
import preimage.latent.Certificate;
import preimage.latent.Recovered;
import preimage.latent.Recovery;
import preimage.latent.Verdict;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.RecoveryReport;
import preimage.report.RecoveryReport.Group;
import preimage.report.Report;
import preimage.report.TerminalRenderer;
import preimage.report.Words;
import preimage.run.Provenance;
import preimage.run.RecoveryFolder;
import preimage.search.Outcome;
import preimage.spec.Misuse;

/** {@code recover}: the latents behind images. */
@Command(
    name = "recover",
    header = "Finds the latents behind images.",
    footer = {
      "preimage recover --model fashion-dcgan --data fashion-mnist:test[0:100] --out recovered",
      "preimage recover --model fashion-dcgan --targets x.npy --out recovered --method"
          + " 'recovery(restarts=4, enough=1e-10)'",
      "preimage recover --from features --model classifier.safetensors --layer 4 --targets x.npy"
          + " --out found"
    })
final class Recover implements Callable<Integer> {
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
      description = "Start, solver, restarts; see 'preimage help recovery' and 'list solvers'.")
  private Optional<String> chosen = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

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
    var progress = output.progress();
    switch (from) {
      case "features" -> {
        var set = machine.open(targets.or(() -> data).orElseThrow(), progress);
        return new RecoverImages(model, layer.orElse("output"), chosen, seed, out)
            .recover(set, progress, output);
      }
      case "latents" ->
          layer.ifPresent(_ -> {
            throw new Misuse("--layer goes with --from features");
          });
      default -> throw new Misuse("--from must be latents or features but was '" + from + "'");
    }
    var recovery = Catalogs.RECOVERIES.parse(chosen.orElse("recovery"));
    var set = machine.open(targets.or(() -> data).orElseThrow(), progress);
    var folder = new RecoveryFolder(out);
    try (var generator = Models.generator(model)) {
      refuse(generator, set);
      var words = words(recovery, set);
      folder.prepare(words);
      var images = set.range(0, set.size());
      var recovered = recovery.recover(generator, images, seed, progress);
      folder.write(recovered);
      var groups = List.of(new Group(set.name(), images, recovered, new double[0]));
      new Report(
              "Latents behind " + set.name(),
              "%,d targets, searched for in the latents of %s.".formatted(set.size(), model),
              RecoveryReport.sections(groups),
              Words.flat(words))
          .write(folder.report());
      output.result(tree(recovered, folder), TerminalRenderer.render(RecoveryReport.table(groups)));
      return recovered.outcomes().contains(Outcome.DIVERGED) ? Exit.DIVERGED : Exit.DONE;
    }
  }

  /** Before anything is written. */
  private void refuse(Generator generator, Dataset set) {
    if (!generator.image().equals(set.shape())) {
      throw new Misuse(
          "%s makes images of %s but those of %s are %s"
              .formatted(model, generator.image(), set.name(), set.shape()));
    }
    switch (generator.condition()) {
      case Condition.None _ -> {}
      case Condition.Label(int classes) -> {
        if (set.classes() < 1 || set.classes() > classes) {
          throw new Misuse(
              "%s needs for each target one of %d classes but %s has %s"
                  .formatted(
                      model,
                      classes,
                      set.name(),
                      set.classes() < 1 ? "no labels" : set.classes() + " classes"));
        }
      }
      case Condition.Image _ ->
          throw new Misuse(
              model + " needs a condition image for each target, which this cannot give");
    }
  }

  private Map<String, Object> words(Recovery recovery, Dataset set) {
    var words = new LinkedHashMap<String, Object>();
    words.put("method", Catalogs.RECOVERIES.describe(recovery));
    words.put("model", model);
    words.put("model-sha256", Models.sha256(model));
    words.put("seed", seed);
    words.put("dataset", Provenance.of(set));
    return words;
  }

  private static Map<String, Object> tree(Recovered recovered, RecoveryFolder folder) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("targets", recovered.count());
    tree.put("loss", recovered.loss());
    tree.put("outcomes", recovered.outcomes().stream().map(Enum::name).toList());
    tree.put("verdicts", recovered.verdicts().stream().map(Verdict::toString).toList());
    tree.put("forward_equivalents", recovered.costs());
    tree.put(
        "certificate_equivalents",
        recovered.certificates().stream().map(Certificate::cost).toList());
    tree.put("results", folder.results().toString());
    tree.put("report", folder.report().toString());
    return tree;
  }
}

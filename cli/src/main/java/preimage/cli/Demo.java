package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.BuiltIn;
import preimage.latent.Recovered;
import preimage.latent.Sampling;
import preimage.latent.Targets;
import preimage.net.Models;
import preimage.report.RecoveryReport;
import preimage.report.RecoveryReport.Group;
import preimage.report.Report;
import preimage.report.TerminalRenderer;
import preimage.report.Words;
import preimage.run.RecoveryFolder;
import preimage.work.Progress;

/** {@code demo}: the main job, on what the program brings along. */
@Command(
    name = "demo",
    header = "Recovers the latents of 16 generated and 16 real images of clothes, and reports.",
    footer = "preimage demo --out demo")
final class Demo implements Callable<Integer> {
  private static final String MODEL = "fashion-dcgan";
  private static final int COUNT = 16;
  private static final long SEED = 7;

  /** A start that ends elsewhere is followed by another. */
  private static final String EXACT = "recovery";

  /** A photograph has no exact latent, so no start is ever enough. */
  static final String NEAR = "recovery(restarts=2)";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write to; demo unless told.")
  private Path out = Path.of("demo");

  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Demo(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(() -> output.whole(this::demo));
  }

  private int demo(Progress progress) {
    var folder = new RecoveryFolder(out);
    try (var generator = Models.generator(MODEL)) {
      var exact = Catalogs.RECOVERIES.parse(EXACT);
      var near = Catalogs.RECOVERIES.parse(NEAR);
      var truth = Sampling.latents(generator, COUNT, SEED);
      var generated = Sampling.images(generator, truth, new int[0]);
      var real = BuiltIn.fashionTest().slice(0, COUNT).withoutLabels();
      var words = new LinkedHashMap<String, Object>();
      words.put("method, generated images", Catalogs.RECOVERIES.describe(exact));
      words.put("method, real images", Catalogs.RECOVERIES.describe(near));
      words.put("model", MODEL);
      words.put("model-sha256", Models.sha256(MODEL));
      words.put("seed", SEED);
      words.put("generated", COUNT + " latents of the prior, drawn with this seed");
      words.put("real", "the first " + COUNT + " test images of Fashion-MNIST");
      folder.admitReplacement(words);
      progress.say("recovering 16 generated images");
      var first = exact.recover(generator, Targets.of(generated).madeOf(truth), SEED, progress);
      progress.say("recovering 16 real images");
      var second = near.recover(generator, Targets.of(real), SEED, progress);
      var groups =
          List.of(
              new Group("Generated images", generated, first, first.errors(truth)),
              new Group("Real images", real, second, new double[0]));
      var all = Recovered.join(List.of(first, second));
      folder.prepare(words);
      folder.write(all, new double[0]);
      new Report(
              "Clothes, and the latents behind them",
              "What a GAN makes of the latents recovered from its own images, and from photographs"
                  + " that it never saw.",
              RecoveryReport.sections(groups),
              Words.flat(words))
          .write(folder.report());
      var tree = new LinkedHashMap<String, Object>();
      tree.put("targets", all.count());
      tree.put("loss", all.loss());
      tree.put("outcomes", all.outcomes().stream().map(Enum::name).toList());
      tree.put("report", folder.report().toString());
      output.result(
          tree,
          TerminalRenderer.render(RecoveryReport.table(groups))
              + "\nopen "
              + folder.report().toAbsolutePath()
              + "\n");
      return Exit.DONE;
    }
  }
}

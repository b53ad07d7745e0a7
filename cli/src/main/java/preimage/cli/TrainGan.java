package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.net.Condition;
import preimage.net.Layers;
import preimage.report.TrainingReport;
import preimage.run.GanFolder;
import preimage.run.GanRecipe;
import preimage.run.GanRun;
import preimage.spec.Misuse;
import preimage.train.GanTraining;

/** {@code train gan}: a generator against a critic. */
@Command(
    name = "gan",
    header = "Trains a generator against a critic.",
    footer = {
      "preimage train gan --data fashion-mnist --out fashion --epochs 40",
      "preimage train gan --data photos/ --out photos --training 'gan(backbone=dcgan(width=32))'",
      "preimage train gan --data fashion-mnist --out fashion --resume"
    })
final class TrainGan implements Callable<Integer> {
  @Option(names = "--data", required = true, paramLabel = "SET", description = "What to learn.")
  private String data = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: generator, critic, samples, report.")
  private Path out = Path.of("");

  @Option(
      names = "--training",
      paramLabel = "SPEC",
      description = "Networks, loss and rates; see 'preimage help gan'.")
  private String training = "gan";

  @Option(
      names = "--condition",
      paramLabel = "SPEC",
      description = "What both networks are told: none, or label.")
  private String condition = "none";

  @Mixin private final Lessons lessons = new Lessons();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  TrainGan(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(this::train);
  }

  private int train() {
    var progress = output.progress();
    var set = machine.open(data, progress);
    var folder = new GanFolder(out);
    var run = new GanRun(recipe(set), folder, lessons.resume(), lessons.every());
    try (var interrupt = output.interrupt(progress)) {
      var ended = run.train(set, progress, interrupt);
      int code = Lessons.end(ended, folder.checkpoint(), progress);
      if (code == Exit.DONE && Lessons.unreported(folder.report(), folder.generator())) {
        TrainingReport.of(folder).write(folder.report());
      }
      var tree = new LinkedHashMap<String, Object>();
      tree.put("ended", ended.end().name());
      tree.put("steps", ended.step());
      tree.put("generator", folder.generator().toString());
      tree.put("critic", folder.critic().toString());
      output.result(tree, "%s after %,d steps: %s%n".formatted(ended.end(), ended.step(), out));
      return code;
    }
  }

  private GanRecipe recipe(Dataset set) {
    var chosen = Catalogs.TRAININGS.parse(training);
    var method = lessons.batch().map(n -> sized(chosen, n)).orElse(chosen);
    return new GanRecipe(
        method, data, condition(set), lessons.steps(set, method.batch()), lessons.seed());
  }

  private static GanTraining sized(GanTraining t, int batch) {
    return new GanTraining(
        t.loss(), t.backbone(), t.prior(), batch, t.rate(), t.beta1(), t.beta2(), t.decay());
  }

  private Condition condition(Dataset set) {
    if (condition.equals("label")) {
      if (set.classes() < 2) {
        throw new Misuse(set.name() + " has no labels to condition on");
      }
      return new Condition.Label(set.classes());
    }
    return Layers.CONDITIONS.parse(condition);
  }
}

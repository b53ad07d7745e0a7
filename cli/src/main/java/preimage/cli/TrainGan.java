package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.report.TrainingReport;
import preimage.run.GanFolder;
import preimage.run.GanRun;

/** {@code train gan}: a generator against a critic. */
@Command(
    name = "gan",
    header = "Trains a generator against a critic.",
    footer = {
      "preimage train gan --data fashion-mnist --out fashion --epochs 40",
      "preimage train gan --data fashion-mnist --out gp --loss wgan-gp --latent 'qua(step=0.005)'",
      "preimage train gan --data photos/ --out photos --training 'gan(backbone=dcgan(width=32))'",
      "preimage train gan --data fashion-mnist --out fashion --resume"
    })
final class TrainGan implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: generator, critic, samples, report.")
  private Path out = Path.of("");

  @Mixin private final GanChoice choice = new GanChoice();
  @Mixin private final Lessons lessons = new Lessons();
  @Mixin private final Sets sets = new Sets();
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
    var chosen = choice.choose(lessons, sets, progress);
    var folder = new GanFolder(out);
    var run = new GanRun(chosen.recipe(), folder, lessons.resume(), lessons.every());
    try (var interrupt = output.interrupt(progress)) {
      var ended = run.train(chosen.data(), progress, interrupt);
      int code = Lessons.end(ended, folder.checkpoint(), progress);
      if (code == Exit.DONE && Lessons.unreported(folder.report(), folder.generator())) {
        TrainingReport.of(folder).write(folder.report());
      }
      var tree = new LinkedHashMap<String, Object>();
      tree.put("ended", ended.end().name());
      tree.put("steps", ended.step());
      if (code == Exit.DONE) {
        tree.put("generator", folder.generator().toString());
        tree.put("critic", folder.critic().toString());
      }
      output.result(tree, "%s after %,d steps: %s%n".formatted(ended.end(), ended.step(), out));
      return code;
    }
  }
}

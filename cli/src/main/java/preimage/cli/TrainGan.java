package preimage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
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
  private static final int EPOCHS = 20;

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

  @Option(names = "--steps", paramLabel = "N", description = "How many updates of each network.")
  private Optional<Long> steps = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "How many times through the data, instead of --steps; " + EPOCHS + " unless told.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Images in a step; 64 unless told.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--condition",
      paramLabel = "SPEC",
      description = "What both networks are told: none, or label.")
  private String condition = "none";

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Save so often; besides, it saves every two minutes.")
  private long every = 1000;

  @Option(names = "--resume", description = "Go on from the last checkpoint in DIR.")
  private boolean resume;

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
    var run = new GanRun(recipe(set), folder, resume, every);
    try (var interrupt = output.interrupt(progress)) {
      var ended = run.train(set, progress, interrupt);
      switch (ended.end()) {
        case STOPPED ->
            progress.say(
                "saved after step " + ended.step() + "; the same command with --resume goes on");
        case DIVERGED ->
            progress.say(
                "a loss was no longer a number at step "
                    + ended.step()
                    + (Files.exists(folder.checkpoint())
                        ? "; the last good checkpoint is kept"
                        : ", before the first checkpoint; try a smaller rate"));
        case FINISHED -> report(folder);
      }
      var tree = new LinkedHashMap<String, Object>();
      tree.put("ended", ended.end().name());
      tree.put("steps", ended.step());
      tree.put("generator", folder.generator().toString());
      tree.put("critic", folder.critic().toString());
      output.result(tree, "%s after %,d steps: %s%n".formatted(ended.end(), ended.step(), out));
      return switch (ended.end()) {
        case FINISHED -> Exit.DONE;
        case STOPPED -> Exit.INTERRUPTED;
        case DIVERGED -> Exit.DIVERGED;
      };
    }
  }

  /** A finished training that is resumed changes nothing, not even its report. */
  private static void report(GanFolder folder) {
    var old = folder.report().toFile().lastModified();
    if (old < folder.generator().toFile().lastModified()) {
      TrainingReport.of(folder).write(folder.report());
    }
  }

  private GanRecipe recipe(Dataset set) {
    var chosen = Catalogs.TRAININGS.parse(training);
    var method = batch.map(chosen::batch).orElse(chosen);
    return new GanRecipe(method, data, condition(set), steps(set, method), seed);
  }

  private long steps(Dataset set, GanTraining method) {
    if (steps.isPresent() && epochs.isPresent()) {
      throw new Misuse("give --steps or --epochs, not both");
    }
    int times = epochs.orElse(EPOCHS);
    if (times < 1) {
      throw new Misuse("epochs must be at least 1 but was " + times);
    }
    return steps.orElse((long) times * Math.max(1, set.size() / method.images()));
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

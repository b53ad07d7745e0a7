package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Labelled;
import preimage.report.ClassifierReport;
import preimage.run.ClassifierFolder;
import preimage.run.ClassifierRecipe;
import preimage.run.ClassifierRun;
import preimage.train.ClassifierTraining;
import preimage.work.Progress;

/** {@code train classifier}: classes of images. */
@Command(
    name = "classifier",
    header = "Trains a classifier of images, LeNet unless told, such as 'measure' looks with.",
    footer = {
      "preimage train classifier --data fashion-mnist --test fashion-mnist:test --out judge",
      "preimage train classifier --data x.npy --labels c.npy --out judge"
    })
final class TrainClassifier implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "SET",
      description = "Images with labels, to learn.")
  private String data = "";

  @Option(
      names = "--labels",
      paramLabel = "c.npy",
      description = "Class numbers (n) of SET, instead of its own.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--test",
      paramLabel = "SET",
      description = "Images with labels, to count mistakes on after each epoch.")
  private Optional<String> test = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: classifier, report.")
  private Path out = Path.of("");

  @Option(
      names = "--training",
      paramLabel = "SPEC",
      description = "Layers and rates; see 'preimage help classifier'.")
  private String training = "classifier";

  @Mixin private final Lessons lessons = new Lessons();
  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  TrainClassifier(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(this::train);
  }

  private int train() {
    var progress = output.progress();
    var set = open(progress);
    var judged = test.map(name -> sets.open(name, progress));
    var folder = new ClassifierFolder(out);
    var run = new ClassifierRun(recipe(set), folder, lessons.resume(), lessons.every());
    try (var interrupt = output.interrupt(progress)) {
      var ended = run.train(set, judged, progress, interrupt);
      int code = Lessons.end(ended, folder.checkpoint(), progress);
      if (code == Exit.DONE && Lessons.unreported(folder.report(), folder.classifier())) {
        ClassifierReport.of(folder).write(folder.report());
      }
      var tree = new LinkedHashMap<String, Object>();
      tree.put("ended", ended.end().name());
      tree.put("steps", ended.step());
      if (code == Exit.DONE) {
        tree.put("classifier", folder.classifier().toString());
      }
      var accuracy = folder.accuracy();
      accuracy.ifPresent(share -> tree.put("accuracy", share));
      output.result(
          tree,
          "%s after %,d steps%s: %s%n"
              .formatted(
                  ended.end(),
                  ended.step(),
                  accuracy.map(share -> ", %.2f %% right".formatted(100 * share)).orElse(""),
                  out));
      return code;
    }
  }

  private Dataset open(Progress progress) {
    var images = sets.open(data, progress);
    return labels.<Dataset>map(file -> new Labelled(images, Vectors.labels(file))).orElse(images);
  }

  private ClassifierRecipe recipe(Dataset set) {
    var chosen = Catalogs.CLASSIFIERS.parse(training);
    var method = lessons.batch().map(n -> sized(chosen, n)).orElse(chosen);
    return new ClassifierRecipe(
        method, data, test, lessons.steps(set, method.batch()), lessons.seed());
  }

  private static ClassifierTraining sized(ClassifierTraining t, int batch) {
    return new ClassifierTraining(t.layers(), batch, t.rate(), t.beta1(), t.beta2());
  }
}

package preimage.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import preimage.spec.Misuse;
import preimage.work.Failure;

/** The measurements, one a verb; each writes a page of {@code docs/results}. */
@Command(name = "bench/run", description = "Measures Preimage against other libraries.")
public final class Bench {
  private static final Path FASHION = Path.of("/usr/share/datasets/fashion-mnist");

  private static final String METRICS = "docs/results/metrics.md";
  private static final String METRICS_TITLE = "Metrics beside other libraries";

  private Bench() {}

  /** The sections of {@code docs/results/speed.md} that one command measures. */
  enum Part {
    TRAINING,
    RECOVERY,
    THREADS
  }

  @Command(description = "Times GAN training and latent recovery in turns with PyTorch.")
  int speed(
      @Option(names = "--rounds", defaultValue = "6") int rounds,
      @Option(names = "--steps", defaultValue = "40", description = "in each turn") int steps,
      @Option(names = "--only", description = "training, recovery or threads") Part only,
      @Option(names = "--data", description = "Fashion-MNIST's four files") Path data,
      @Option(names = "--out", defaultValue = "docs/results/speed.md") Path out) {
    var page = new Page(out, "Speed");
    var parts = only == null ? EnumSet.allOf(Part.class) : EnumSet.of(only);
    if (parts.contains(Part.TRAINING)) {
      var turns = new Alternation(20, rounds, steps);
      new Speed(turns, data == null ? FASHION : data).write(page);
    }
    if (parts.contains(Part.RECOVERY)) {
      new RecoverySpeed(rounds, steps).write(page);
    }
    if (parts.contains(Part.THREADS)) {
      new TwoThreads(rounds, 64, steps).write(page);
    }
    return 0;
  }

  @Command(
      name = "time-to-recover",
      description = "Times recovery until the latents of generated images are found.")
  int timeToRecover(
      @Option(names = "--method", defaultValue = "recovery") String method,
      @Option(names = "--targets", defaultValue = "200") int targets,
      @Option(
              names = "--updates",
              defaultValue = "30000",
              description = "of PyTorch's Adam, at most")
          int updates,
      @Option(names = "--trial", defaultValue = "3000", description = "updates of a setting tried")
          int trial,
      @Option(names = "--measured", defaultValue = "1000", description = "of gradient descent")
          int measured,
      @Option(names = "--out", defaultValue = "docs/results/speed.md") Path out) {
    new TimeToRecover(method, targets, updates, trial, measured).write(new Page(out, "Speed"));
    return 0;
  }

  @Command(description = "Times Jacobians by windows and by tangents.")
  int jacobians(
      @Option(names = "--rounds", defaultValue = "9") int rounds,
      @Option(names = "--steps", defaultValue = "5", description = "in each turn") int steps,
      @Option(names = "--out", defaultValue = "docs/results/speed.md") Path out) {
    new Jacobians(new Alternation(2, rounds, steps)).write(new Page(out, "Speed"));
    return 0;
  }

  @Command(description = "Compares imported models with PyTorch's outputs.")
  int imports(
      @Parameters(description = "what peers/reference_outputs.py wrote") Path reference,
      @Option(names = "--out", defaultValue = "docs/results/imports.md") Path out) {
    return new Imports(reference).write(out) ? 0 : 1;
  }

  @Command(description = "Watches the resident memory of training.")
  int memory(
      @Option(names = "--minutes", defaultValue = "20") int minutes,
      @Option(names = "--data", description = "Fashion-MNIST's four files") Path data,
      @Option(names = "--out", defaultValue = "docs/results/memory.md") Path out) {
    new Memory(minutes, data == null ? FASHION : data).write(out);
    return 0;
  }

  @Command(description = "Compares metrics with torch-fidelity, prdc and scikit-learn.")
  int metrics(
      @Option(names = "--rounds", defaultValue = "3") int rounds,
      @Option(names = "--only", description = "prdc, fid, kmeans, kid, agreement or published")
          Metrics.Part only,
      @Option(names = "--data", description = "Fashion-MNIST's four files") Path data,
      @Option(names = "--mnist", defaultValue = "mnist", description = "MNIST's four files")
          Path mnist,
      @Option(names = "--out", defaultValue = METRICS) Path out) {
    var parts = only == null ? EnumSet.allOf(Metrics.Part.class) : EnumSet.of(only);
    new Metrics(rounds, data == null ? FASHION : data, mnist)
        .write(new Page(out, METRICS_TITLE), parts);
    return 0;
  }

  @Command(
      name = "metrics-memory",
      description = "Sees how much memory metrics of many features take.")
  int metricsMemory(
      @Option(names = "--metrics", split = ",", defaultValue = "fid,ndb,prdc") List<String> metrics,
      @Option(names = "--rows", defaultValue = "50000") int rows,
      @Option(names = "--columns", defaultValue = "2048") int columns,
      @Option(names = "--out", defaultValue = METRICS) Path out) {
    new MetricsMemory(metrics, rows, columns).write(new Page(out, METRICS_TITLE));
    return 0;
  }

  @Command(name = "qua-cost", description = "Times AdvLatGAN-qua in turns with vanilla training.")
  int quaCost(
      @Option(names = "--rounds", defaultValue = "6") int rounds,
      @Option(names = "--steps", defaultValue = "10", description = "in each turn") int steps,
      @Option(
              names = "--trainings",
              split = ",",
              description = "names of presets, and default",
              defaultValue =
                  "default,dcgan-fashion-mnist,wgan-fashion-mnist,wgan-gp-fashion-mnist,sngan-fashion-mnist")
          List<String> trainings,
      @Option(names = "--data", description = "Fashion-MNIST's four files") Path data,
      @Option(names = "--out", defaultValue = "docs/results/speed.md") Path out) {
    new QuaCost(new Alternation(3, rounds, steps), data == null ? FASHION : data, trainings)
        .write(new Page(out, "Speed"));
    return 0;
  }

  @Command(description = "Compares certificates of recovered latents with the true latents.")
  int certificate(
      @Option(names = "--targets", defaultValue = "1024") int targets,
      @Option(names = "--moved", defaultValue = "256", description = "of them, off the truth")
          int moved,
      @Option(
              names = "--partial",
              defaultValue = "bench/target/certificate.jsonl",
              description = "what is done so far")
          Path partial,
      @Option(names = "--out", defaultValue = "docs/results/certificate.md") Path out) {
    return new Certificates(targets, moved, partial).write(out) ? 0 : 1;
  }

  @Command(description = "Recovers with parts of the method exchanged.")
  int parts(
      @Option(names = "--targets", defaultValue = "128") int targets,
      @Option(names = "--out", defaultValue = "docs/results/recovery-parts.md") Path out) {
    new Parts(targets).write(out);
    return 0;
  }

  @Command(
      name = "recovery-memory",
      description = "Watches the resident memory of recovery from a file larger than the heap.")
  int recoveryMemory(
      @Option(names = "--minutes", defaultValue = "20") int minutes,
      @Option(names = "--out", defaultValue = "docs/results/recovery-memory.md") Path out) {
    new RecoveryMemory(minutes).write(out);
    return 0;
  }

  /** Runs one measurement: exit code 2 for misuse, 1 for whatever else went wrong. */
  public static void main(String... arguments) {
    var line = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, _, _) -> {
      if (e instanceof Misuse || e instanceof Failure) {
        line.getErr().println(e.getMessage());
        return e instanceof Misuse ? 2 : 1;
      }
      throw e;
    });
    System.exit(line.execute(arguments));
  }
}

package preimage.bench;

import java.nio.file.Path;
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

  private Bench() {}

  @Command(description = "Times GAN training in turns with PyTorch.")
  int speed(
      @Option(names = "--rounds", defaultValue = "6") int rounds,
      @Option(names = "--steps", defaultValue = "40", description = "in each turn") int steps,
      @Option(names = "--data", description = "Fashion-MNIST's four files") Path data,
      @Option(names = "--out", defaultValue = "docs/results/speed.md") Path out) {
    new Speed(new Alternation(20, rounds, steps), data == null ? FASHION : data).write(out);
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
    var line = new CommandLine(new Bench());
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

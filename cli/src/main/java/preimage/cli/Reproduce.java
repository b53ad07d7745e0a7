package preimage.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import preimage.reproduce.Plan;
import preimage.reproduce.ReproductionRun;
import preimage.reproduce.Reproductions;
import preimage.reproduce.Scale;
import preimage.run.GridFolder;
import preimage.work.Progress;

/** {@code reproduce}: a table or figure of a paper. */
@Command(
    name = "reproduce",
    header = "Runs a table or figure of a paper again; 'preimage list reproductions' names them.",
    footer = {
      "preimage reproduce lipton-table1 --out table1",
      "preimage reproduce lipton-table1 --scale paper --only stochastic --out table1-paper",
      "preimage reproduce lipton-table1 --out table1 --resume",
      "preimage reproduce advlat-table9 --reuse table4 --out table9"
    })
final class Reproduce implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Which one.")
  private String name = "";

  @Option(
      names = "--scale",
      paramLabel = "reduced|paper",
      description = "How much of the paper's work is done; reduced unless told.")
  private String scale = "reduced";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Find each number with so many seeds; more may be added with --resume.")
  private Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Another generator than the usual one: a built-in name or a file.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description =
          "Fill only cells in whose names this is found, a word or a regular expression, and those "
              + "that they need; the others stay empty.")
  private Pattern only = Pattern.compile("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: table.md, table.json, report.html, cells.")
  private Path out = Path.of("");

  @Option(
      names = "--reuse",
      paramLabel = "DIR",
      description =
          "Take cells that are the same, such as trainings, from another reproduction's folder.")
  private Optional<Path> reuse = Optional.empty();

  @Option(names = "--resume", description = "Go on with what is in DIR.")
  private boolean resume;

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Reproduce(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(() -> output.resumable(this::reproduce));
  }

  private int reproduce(Progress progress) {
    var reproduction = Reproductions.named(name);
    var plan =
        new Plan(
            Scale.parse(scale),
            seeds.orElse(reproduction.seeds()),
            model,
            set -> sets.open(set, progress));
    var folder = new GridFolder(out);
    var run = new ReproductionRun(reproduction, plan, folder, resume, reuse.map(GridFolder::new));
    var document = run.fill(cell -> only.matcher(cell).find(), progress);
    output.result(document.tree(), document.text() + "\n" + folder.report() + "\n");
    return Exit.DONE;
  }
}

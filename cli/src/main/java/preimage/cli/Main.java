package preimage.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import preimage.Catalogs;
import preimage.Topics;
import preimage.Version;
import preimage.reproduce.Reproductions;
import preimage.run.Presets;
import preimage.spec.Listed;

/** The program. */
@Command(
    name = "preimage",
    header = "Searches the input space of neural networks.",
    footer = {"preimage list", "preimage help list"})
public final class Main implements Runnable {
  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // What is printed and written is the same everywhere: scripts read it, results are compared.
    // A user's language would turn 18,740 into 18.740, or into other digits.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(Console.ofProcess(), System.getenv("PREIMAGE_TRACE") != null, arguments));
  }

  static int run(Console console, boolean trace, String... arguments) {
    // Answered before anything else is loaded: scripts ask for it often.
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      console.out().println("preimage " + Version.current());
      return Exit.DONE;
    }
    return run(commandLine(console), new Faults(console, trace), arguments);
  }

  static int run(CommandLine program, Faults faults, String... arguments) {
    try {
      return program
          .setParameterExceptionHandler((wrong, _) -> faults.tell(wrong))
          .setExecutionExceptionHandler((fault, _, _) -> faults.tell(fault))
          .execute(arguments);
    } catch (Error fault) {
      return faults.tell(fault);
    }
  }

  /** The verbs, in the order in which the overview shows them. */
  private static List<Object> verbs(Console console) {
    var topics = Topics.all();
    topics.put("presets", Presets.listed());
    topics.put("reproductions", Reproductions.listed());
    var entries = topics.values().stream().flatMap(Collection::stream).toList();
    var train =
        new CommandLine(new Train(console))
            .addSubcommand(new TrainGan(console))
            .addSubcommand(new TrainClassifier(console));
    return List.of(
        new Demo(console),
        train,
        new ImportModel(console),
        new Sample(console),
        recover(console, topics),
        new Improve(console),
        new Measure(console),
        new Certify(console),
        new Reproduce(console),
        new Interpolate(console),
        new Inspect(console),
        new ListNames(console, topics),
        new Help(console, entries));
  }

  /** Its help names all that a method can be put together from. */
  private static CommandLine recover(Console console, Map<String, List<Listed>> topics) {
    var command = new CommandLine(new Recover(console));
    var parts = new LinkedHashMap<String, List<Listed>>();
    parts.put(
        "methods",
        Stream.of(Catalogs.CHOOSERS, Catalogs.MATCHINGS)
            .flatMap(catalog -> catalog.listed().stream())
            .distinct()
            .toList());
    Recover.PARTS.forEach(topic -> parts.put(topic, topics.getOrDefault(topic, List.of())));
    Layout.append(command, "parts", Help.parts(parts));
    return command;
  }

  static CommandLine commandLine(Console console) {
    var program = new CommandLine(new Main(console));
    verbs(console).forEach(program::addSubcommand);
    program
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Print the version.")
                .build())
        .version("preimage " + Version.current());
    Layout.apply(program);
    return program
        .setOut(
            new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true))
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  @Override
  public void run() {
    console.out().print(commandLine(console).getUsageMessage());
  }
}

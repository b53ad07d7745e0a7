package preimage.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import preimage.spec.Listed;
import preimage.spec.Misuse;
import preimage.spec.Near;

/** {@code help}: how a command, or anything that {@code list} names, is used. */
@Command(
    name = "help",
    header = "Explains a command, or anything that 'preimage list' names.",
    footer = {"preimage help list", "preimage help conv"})
final class Help implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "[COMMAND|NAME]",
      hideParamSyntax = true,
      description = "What to explain; all commands in short unless told.")
  private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec;

  private final Console console;
  private final List<Listed> entries;

  Help(Console console, List<Listed> entries) {
    this.console = console;
    this.entries = entries;
  }

  @Override
  public Integer call() {
    var found = words.size() == 1 ? entries(words.getFirst()) : "";
    var program = spec.root().commandLine();
    console.out().print(found.isEmpty() ? usage(program) : found);
    return Exit.DONE;
  }

  /** What is known of all entries of this name, of whatever kind; nothing if it is a command's. */
  private String entries(String name) {
    return spec.root().subcommands().containsKey(name)
        ? ""
        : entries.stream()
            .filter(entry -> entry.name().equals(name))
            .map(Help::text)
            .collect(joining("\n"));
  }

  private String usage(CommandLine program) {
    var command = program;
    for (String word : words) {
      var inner = command.getSubcommands().get(word);
      if (inner == null) {
        Collection<String> names = command.getSubcommands().keySet();
        if (names.isEmpty() || !entries(word).isEmpty()) {
          throw new Misuse(
              "help takes one name, or a command, not '" + String.join(" ", words) + "'");
        }
        throw new Misuse("no '" + word + "' among " + names + Near.hint(word, known(names)));
      }
      command = inner;
    }
    return command.getUsageMessage();
  }

  private List<String> known(Collection<String> names) {
    return Stream.concat(names.stream(), entries.stream().map(Listed::name)).toList();
  }

  private static String text(Listed entry) {
    var head = "%s: %s%n%n  %s%n".formatted(entry.kind(), entry.summary(), entry.signature());
    int width = entry.arguments().stream().mapToInt(a -> a.name().length()).max().orElse(0);
    return head
        + entry.arguments().stream()
            .map(a ->
                "    %s%s  %s, %s%n"
                    .formatted(
                        a.name(),
                        " ".repeat(width - a.name().length()),
                        a.expected(),
                        a.required() ? "to be given" : a.standard() + " unless given"))
            .collect(joining());
  }

  /** What methods can be put together from: each name, its source, what it is told unless given. */
  static String parts(Map<String, List<Listed>> topics) {
    var text = new StringBuilder();
    topics.forEach((topic, entries) -> {
      var title = topic.substring(0, 1).toUpperCase(Locale.ROOT) + topic.substring(1);
      int width = entries.stream().mapToInt(e -> e.name().length()).max().orElse(0);
      text.append("%n%s%n".formatted(title));
      entries.forEach(entry -> text.append(part(entry, width)));
    });
    return text.toString();
  }

  private static String part(Listed entry, int width) {
    var gap = " ".repeat(width - entry.name().length());
    return "  %s%s  %s%n".formatted(entry.name(), gap, entry.summary())
        + entry.arguments().stream()
            .map(a -> "      %s=%s  (%s)%n".formatted(a.name(), a.standard(), a.expected()))
            .collect(joining());
  }
}

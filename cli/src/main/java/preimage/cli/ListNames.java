package preimage.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Table;
import preimage.report.TerminalRenderer;
import preimage.spec.Listed;
import preimage.spec.Near;

/** {@code list}: what has a name. */
@Command(
    name = "list",
    header = "Lists what has a name: methods, data sets, models and their parts.",
    footer = {"preimage list methods", "preimage list data --json"})
final class ListNames implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "[TOPIC]",
      hideParamSyntax = true,
      description = "One kind of name, such as methods, data or models; all unless told.")
  private Optional<String> topic = Optional.empty();

  @Mixin private final Output output;

  private final SequencedMap<String, List<Listed>> topics;

  ListNames(Console console, SequencedMap<String, List<Listed>> topics) {
    this.output = new Output(console);
    this.topics = topics;
  }

  @Override
  public Integer call() {
    topic.ifPresent(name -> {
      if (!topics.containsKey(name)) {
        throw Near.missing(name, topics.keySet());
      }
    });
    var names = topic.map(List::of).orElse(List.copyOf(topics.keySet()));
    var tree = new LinkedHashMap<String, List<Listed>>(topics);
    tree.keySet().retainAll(names);
    output.result(tree, names.stream().map(this::table).collect(Collectors.joining("\n")));
    return Exit.DONE;
  }

  private String table(String name) {
    var entries = topics.getOrDefault(name, List.of());
    return TerminalRenderer.render(
        new Table(
            name,
            List.of(Column.words(name), Column.words("")),
            entries.stream()
                .map(entry -> List.of(Cell.of(entry.name()), Cell.of(told(entry))))
                .toList()));
  }

  private static String told(Listed entry) {
    return entry.needs().isEmpty()
        ? entry.summary()
        : entry.summary() + "; needs the condition " + entry.needs();
  }
}

package preimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.CancellationException;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;
import preimage.work.Interrupt;
import preimage.work.Progress;

/** What every verb says, and how: results on standard output, words and progress beside it. */
final class Output {
  @Option(names = "--json", description = "Print the result machine-readable on standard output.")
  private boolean json;

  @Option(names = "--quiet", description = "Say nothing of what is going on.")
  private boolean quiet;

  private final Console console;

  Output(Console console) {
    this.console = console;
  }

  /**
   * Prints the result of the verb.
   *
   * @param tree for machines: maps, lists, texts, numbers, truth values and records of them
   * @param text for people, with its line ends
   */
  void result(Object tree, String text) {
    if (!json) {
      console.out().print(text);
      return;
    }
    try {
      console
          .out()
          .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result that cannot be JSON", e);
    }
  }

  /** Where long work says how far it is. */
  Progress progress() {
    return quiet ? Progress.silent() : Progress.on(console.err(), console.terminal());
  }

  /**
   * Does work that can be resumed from what it has written; Ctrl-C ends it at its next report.
   *
   * @param work gives the verb's exit code
   */
  int resumable(ToIntFunction<Progress> work) {
    return interruptible(work, "stopped; the same command with --resume goes on");
  }

  /** The same for work that writes nothing before its end. */
  int whole(ToIntFunction<Progress> work) {
    return interruptible(work, "stopped; nothing was written");
  }

  private int interruptible(ToIntFunction<Progress> work, String stopped) {
    var progress = progress();
    try (var interrupt = interrupt(progress)) {
      try {
        return work.applyAsInt(progress.until(interrupt));
      } catch (CancellationException _) {
        progress.say(stopped);
        return Exit.INTERRUPTED;
      }
    }
  }

  /**
   * From now until it is closed, Ctrl-C asks the work to stop; after that the verb ends with {@link
   * Exit#INTERRUPTED}.
   */
  Interrupt interrupt(Progress progress) {
    return Interrupt.listen(() -> progress.say("stopping after this step…"));
  }
}

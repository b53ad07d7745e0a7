package preimage.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.work.Failure;

/** Turns whatever goes wrong into one sentence and an exit code. */
record Faults(Console console, boolean trace) {
  private static final int MIB = 1 << 20;

  /** Says what went wrong. */
  int tell(Throwable fault) {
    if (trace) {
      fault.printStackTrace(console.err());
    }
    console.err().println(sentence(fault));
    return fault instanceof Misuse || fault instanceof ParameterException
        ? Exit.MISUSED
        : Exit.FAILED;
  }

  private String sentence(Throwable fault) {
    return switch (fault) {
      case Misuse misuse -> misuse.getMessage();
      case Failure failure -> failure.getMessage();
      case ParameterException wrong -> sentence(wrong);
      case OutOfMemoryError _ ->
          "out of memory: %,d MiB were allowed; allow more by JAVA_TOOL_OPTIONS=-Xmx…, or ask for"
                  .formatted(Runtime.getRuntime().maxMemory() / MIB)
              + " smaller batches";
      case StackOverflowError _ -> "the input is nested too deeply";
      default -> {
        var place = fault.getStackTrace();
        yield "unexpected "
            + fault
            + (place.length == 0 ? "" : ", at " + place[0])
            + (trace ? "" : "; PREIMAGE_TRACE=1 shows the whole trace");
      }
    };
  }

  private static String sentence(ParameterException wrong) {
    var command = wrong.getCommandLine();
    for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
      if (cause instanceof Misuse misuse) {
        return misuse.getMessage();
      }
    }
    var argument = wrong.getArgSpec();
    // A misspelt option is also a missing one; the slip is what helps.
    var unused = command.getUnmatchedArguments();
    if (!unused.isEmpty()) {
      return unknown(command, unused.getFirst());
    }
    return switch (wrong) {
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice";
      case MissingParameterException missing -> needs(command, missing.getMissing());
      case ParameterException _ when argument != null && wrong.getValue() != null ->
          "%s: expected %s but found '%s'"
              .formatted(name(argument), expected(argument), wrong.getValue());
      default -> String.valueOf(wrong.getMessage());
    };
  }

  private static String unknown(CommandLine command, String word) {
    var name = command.getCommandSpec().qualifiedName();
    if (word.startsWith("-")) {
      var options =
          command.getCommandSpec().options().stream()
              .filter(option -> !option.hidden())
              .map(OptionSpec::longestName)
              .toList();
      var bare = word.split("=", 2)[0];
      return "%s has no '%s'%s (it has %s)"
          .formatted(name, bare, Near.hint(bare, options), String.join(", ", options));
    }
    var commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? name + " has no use for '" + word + "'"
        : Near.missing(word, commands).getMessage();
  }

  private static String needs(CommandLine command, List<ArgSpec> missing) {
    if (missing.stream().noneMatch(ArgSpec::required)) {
      return name(missing.getFirst()) + " needs a value: " + missing.getFirst().paramLabel();
    }
    return command.getCommandSpec().qualifiedName()
        + " needs "
        + missing.stream()
            .map(a -> a.isOption() ? name(a) + " " + a.paramLabel() : name(a))
            .collect(joining(" and "));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String expected(ArgSpec argument) {
    var type = argument.auxiliaryTypes()[0];
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == Pattern.class) {
      return "a regular expression";
    }
    return type == double.class || type == Double.class ? "a number" : argument.paramLabel();
  }
}

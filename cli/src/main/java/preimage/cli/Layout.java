package preimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** One look for the help of all commands. */
final class Layout {
  private static final int WIDTH = 100;

  private Layout() {}

  /** Gives {@code command} and all commands in it the option {@code --help} and the look. */
  static void apply(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
    command
        .getCommandSpec()
        .usageMessage()
        .width(WIDTH)
        .sortOptions(false)
        .sortSynopsis(false)
        .synopsisHeading("%n  ")
        .parameterListHeading("%nArguments%n")
        .optionListHeading("%nOptions%n")
        .commandListHeading("%nCommands%n")
        .footerHeading("%nExamples%n");
    command.getSubcommands().values().forEach(Layout::apply);
  }
}

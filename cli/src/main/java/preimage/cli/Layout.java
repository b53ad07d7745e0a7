package preimage.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;

import java.util.ArrayList;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** One look for the help of all commands. */
final class Layout {
  private static final int WIDTH = 100;

  private Layout() {}

  /** Gives {@code command} and all commands in it the option {@code --help} and the look. */
  static void apply(CommandLine command) {
    var spec = command.getCommandSpec();
    spec.addOption(help("--help").build());
    spec.addOption(help("-h").hidden(true).build());
    var examples = Arrays.stream(spec.usageMessage().footer()).map("  "::concat);
    spec.usageMessage()
        .width(WIDTH)
        .sortOptions(false)
        .sortSynopsis(false)
        .synopsisHeading("%n  ")
        .parameterListHeading("%nArguments%n")
        .optionListHeading("%nOptions%n")
        .commandListHeading("%nCommands%n")
        .footerHeading("%nExamples%n")
        .footer(examples.toArray(String[]::new));
    command.getHelpSectionMap().replaceAll((_, section) -> help -> clean(section.render(help)));
    command.getSubcommands().values().forEach(Layout::apply);
  }

  /** Adds a section to the help of {@code command}, before the examples. */
  static void append(CommandLine command, String name, String text) {
    command.getHelpSectionMap().put(name, _ -> text);
    var order = new ArrayList<>(command.getHelpSectionKeys());
    order.add(order.indexOf(SECTION_KEY_FOOTER_HEADING), name);
    command.setHelpSectionKeys(order);
  }

  /** Options as the examples write them. */
  private static String clean(String section) {
    return section.replaceAll("(--[a-z-]+)=", "$1 ");
  }

  private static OptionSpec.Builder help(String name) {
    return OptionSpec.builder(name).usageHelp(true).description("Print this help.");
  }
}

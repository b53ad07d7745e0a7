package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * Help is compared with the texts in {@code src/test/resources/preimage/cli}. {@code ./check -pl
 * core,cli -Dtest=HelpTest -Dgolden=write -Dsurefire.failIfNoSpecifiedTests=false} writes them
 * anew.
 */
class HelpTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "preimage", "cli");

  @TestFactory
  List<DynamicTest> everyCommandExplainsItselfAsAgreed() {
    var program = Main.commandLine(Shell.console(stream(), stream()));
    var tests = new ArrayList<DynamicTest>();
    collect(program, List.of(), tests);
    return tests;
  }

  private static ByteArrayOutputStream stream() {
    return new ByteArrayOutputStream();
  }

  private static void collect(CommandLine command, List<String> words, List<DynamicTest> tests) {
    var name = "preimage " + String.join(" ", words);
    tests.add(DynamicTest.dynamicTest(name.strip(), () -> compare(words)));
    command
        .getSubcommands()
        .forEach((word, inner) -> {
          var longer = new ArrayList<>(words);
          longer.add(word);
          collect(inner, longer, tests);
        });
  }

  private static void compare(List<String> words) throws IOException {
    var help = new ArrayList<>(words);
    help.addFirst("help");
    var said = Shell.run(help.toArray(String[]::new));
    assertEquals("", said.err());
    assertEquals(Exit.DONE, said.code());
    var file = GOLDEN.resolve(String.join("-", help) + ".txt");
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, said.out());
    }
    assertEquals(Files.readString(file), said.out().replace(System.lineSeparator(), "\n"));
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 100), "lines are too long");
  }

  @Test
  void theProgramAloneAndWithHelpShowsTheOverview() {
    var alone = Shell.run();
    assertEquals(Exit.DONE, alone.code());
    assertEquals(Shell.run("help"), alone);
    assertEquals(Shell.run("--help"), alone);
    assertEquals(Shell.run("-h"), alone);
    assertEquals(Shell.run("help", "list"), Shell.run("list", "--help"));
  }

  @Test
  void explainsWhatIsListed() {
    var said = Shell.run("help", "leaky-relu");
    assertEquals(Exit.DONE, said.code());
    assertTrue(said.out().contains("leaky-relu(slope="), said.out());
    assertTrue(Shell.run("help", "conv").out().contains("out     a whole number, to be given"));
  }

  @Test
  void takesOneName() {
    for (var words : new String[] {"lm extra", "sample extra", "list x"}) {
      Said.misused(
          "help takes one name, or a command, not '" + words + "'",
          Shell.run(("help " + words).split(" ")));
    }
  }

  @Test
  void suggestsWhatIsNear() {
    assertEquals(
        new Shell(Exit.MISUSED, "", line("no 'lsit' among [list, help]; did you mean 'list'?")),
        withoutOtherCommands(Shell.run("help", "lsit")));
    assertTrue(Shell.run("help", "leaky-rule").err().contains("did you mean 'leaky-relu'?"));
  }

  /** The verbs that come and go do not matter here. */
  private static Shell withoutOtherCommands(Shell shell) {
    return new Shell(
        shell.code(), shell.out(), shell.err().replaceFirst("among \\[.*]", "among [list, help]"));
  }

  private static String line(String sentence) {
    return sentence + System.lineSeparator();
  }
}

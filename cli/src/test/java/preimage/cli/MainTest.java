package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import preimage.Topics;
import preimage.Version;
import preimage.spec.Misuse;
import preimage.work.Failure;

class MainTest {
  /** A verb that does what its option says. */
  @Command(name = "try")
  static final class Try implements Runnable {
    @Option(names = "--steps", paramLabel = "N", required = true)
    private int steps;

    @Option(names = "--epsilon", paramLabel = "EPSILON")
    private double epsilon;

    @Override
    public void run() {
      switch (steps) {
        case 0 -> throw new Misuse("steps must be positive but were 0");
        case 1 -> throw new Failure("the disk is full");
        case 2 -> throw new OutOfMemoryError("heap");
        case 3 -> throw new ArithmeticException("divided by " + epsilon);
        case 4 -> throw new StackOverflowError();
        default -> {}
      }
    }
  }

  private static Shell attempt(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console = Shell.console(out, err);
    var program = Main.commandLine(console);
    program.addSubcommand(new Try());
    int code = Main.run(program, new Faults(console, false), arguments);
    return new Shell(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void says(int code, String sentence, String... arguments) {
    assertEquals(new Shell(code, "", sentence + System.lineSeparator()), attempt(arguments));
  }

  @Test
  void oneSentenceForEachMisuse() {
    says(2, "steps must be positive but were 0", "try", "--steps", "0");
    says(2, "preimage try needs --steps N", "try");
    says(2, "preimage try needs --steps N", "try", "--steps");
    says(2, "--epsilon needs a value: EPSILON", "try", "--steps", "9", "--epsilon");
    says(2, "--steps: expected a whole number but found 'ten'", "try", "--steps", "ten");
    says(2, "--epsilon: expected a number but found 'x'", "try", "--steps=9", "--epsilon=x");
    says(2, "--steps is given twice", "try", "--steps", "9", "--steps", "9");
    says(
        2,
        "preimage try has no '--stpes'; did you mean '--steps'? (it has --steps, --epsilon)",
        "try",
        "--stpes=3");
    says(2, "preimage try has no use for 'x'", "try", "--steps", "9", "x");
    says(2, "preimage try has no use for '@x'", "try", "--steps", "9", "@x");
    assertTrue(attempt("tyr").err().endsWith("; did you mean 'try'?" + System.lineSeparator()));
    assertEquals(2, attempt("tyr").code());
    assertTrue(attempt("--vresion").err().contains("did you mean '--version'?"));
  }

  @Test
  void noVerbTakesAnOptionThatItHasNoUseFor() {
    for (var words :
        new String[] {
          "inspect --device=nonsense x.npy",
          "inspect --threads=2 x.npy",
          "demo --data-dir=x",
          "interpolate --data-dir=x"
        }) {
      var said = Shell.run(words.split(" ", -1));
      assertEquals(Exit.MISUSED, said.code(), words);
      var option = words.replaceAll("^\\w+ |=.*", "");
      assertTrue(said.err().contains(" has no '" + option + "' (it has "), said.err());
    }
  }

  @Test
  void oneSentenceForEachFault() {
    says(1, "the disk is full", "try", "--steps", "1");
    says(1, "the input is nested too deeply", "try", "--steps", "4");
    assertTrue(attempt("try", "--steps", "2").err().startsWith("out of memory: "));
    var unexpected = attempt("try", "--steps", "3");
    assertEquals(1, unexpected.code());
    assertEquals(1, unexpected.err().lines().count());
    assertTrue(
        unexpected
            .err()
            .startsWith(
                "unexpected java.lang.ArithmeticException: divided by 0.0, at preimage.cli."));
    assertTrue(unexpected.err().contains("PREIMAGE_TRACE=1"));
    assertEquals(new Shell(0, "", ""), attempt("try", "--steps", "9"));
  }

  @Test
  void theTraceIsShownWhenAskedFor() {
    var err = new ByteArrayOutputStream();
    var console = Shell.console(new ByteArrayOutputStream(), err);
    new Faults(console, true).tell(new ArithmeticException("oops"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("\tat preimage.cli.MainTest"));
  }

  @Test
  void knowsItsVersion() {
    assertEquals(
        new Shell(0, "preimage " + Version.current() + System.lineSeparator(), ""),
        Shell.run("--version"));
    assertFalse(Version.current().contains("$"));
  }

  @Test
  void listsEveryTopicForMachines() throws IOException {
    for (String topic : Topics.all().keySet()) {
      var said = Shell.run("list", topic, "--json");
      var tree = new ObjectMapper().readTree(said.out());
      assertEquals(1, tree.size());
      tree.get(topic).forEach(entry -> assertTrue(entry.has("name") && entry.has("summary")));
    }
    var all = new ObjectMapper().readTree(Shell.run("list", "--json").out());
    assertEquals("mnist", all.get("data").get(0).get("name").asText());
    assertEquals("out", all.at("/layers/1/arguments/0/name").asText());
    var needs = new HashMap<String, String>();
    all.get("losses")
        .forEach(loss -> {
          if (loss.has("needs")) {
            needs.put(loss.get("name").asText(), loss.get("needs").asText());
          }
        });
    assertEquals(
        Map.of("acgan", "label", "acgan-rebooted", "label", "rob-gan", "label", "pix2pix", "image"),
        needs);
  }

  @Test
  void listsEveryTopicForPeople() {
    var said = Shell.run("list");
    assertEquals(Exit.DONE, said.code());
    assertTrue(said.out().lines().anyMatch(line -> line.matches("fashion-mnist +photo.*")));
    var near = Shell.run("list", "datas");
    assertEquals(Exit.MISUSED, near.code());
    assertTrue(
        near.err().matches("no 'datas' among \\[methods, .*]; did you mean 'data'\\?\\R"),
        near.err());
  }
}

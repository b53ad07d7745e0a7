package preimage.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.io.Fuzz;

class SpecTest {
  private static final List<String> SPECS =
      List.of(
          "pgd(steps=10, epsilon=8/255)",
          "recovery(start=ridge, solver=adam(steps=50).then(lm), restarts=4, clip=stochastic,"
              + " restriction=w1(weight=0.1))",
          "conv(out=64, kernel=4, stride=2, pad=1).then(leaky-relu(slope=0.2))"
              + ".then(residual(body=conv(out=64).then(relu)))",
          "a(b=[1, -2.5e-3, [x.then(y)], []], c=\"q\\\"\\\\\\n\", d=-inf)",
          "name");

  @Test
  void printsWhatItParsed() {
    for (String text : SPECS) {
      assertEquals(text, Spec.parse(text).toString());
      assertEquals(Spec.parse(text), Spec.parse(Spec.parse(text).toString()));
    }
  }

  @Test
  void spacesDoNotMatterBetweenWords() {
    assertEquals(
        Spec.parse("a(b=8/255).then(c)"),
        Spec.parse(" a\n( b = 8 / 255 ) . then ( c ) ".replace(". then", ".then")));
    assertEquals(Spec.parse("a"), Spec.parse("a()"));
  }

  @Test
  void namesTheCharacterWhereTheTextGoesWrong() {
    refuses("adam(steps=)", "at character 12 of 'adam(steps=)': expected a value");
    refuses("", "at the end of '': expected a name");
    refuses("adam(", "at the end of 'adam(': expected the name of an argument");
    refuses("adam(steps=5", "at the end of 'adam(steps=5': expected ',' or ')'");
    refuses("adam(steps 5)", "at character 12 of 'adam(steps 5)': expected '='");
    refuses("adam(5)", "at character 6 of 'adam(5)': expected the name of an argument");
    refuses("adam)", "at character 5 of 'adam)': expected nothing more");
    refuses(
        "adam.than(lm)",
        "at character 6 of 'adam.than(lm)': expected 'then'; texts with a dot stand in quotes:"
            + " \"z.npy\"");
    refuses("adam.then lm", "at character 11 of 'adam.then lm': expected '('");
    refuses("adam(a=1, a=2)", "at character 11 of 'adam(a=1, a=2)': a is given twice");
    refuses("a(b=1/0)", "at character 5 of 'a(b=1/0)': the fraction divides by zero");
    refuses("a(b=[1; 2])", "at character 7 of 'a(b=[1; 2])': expected ',' or ']'");
    refuses("a(b='x)", "at the end of 'a(b='x)': expected '");
    refuses("a(b=-)", "at character 5 of 'a(b=-)': expected a number");
  }

  @Test
  void showsOnlyTheNeighbourhoodInALongText() {
    var e = assertThrows(Misuse.class, () -> Spec.parse("a(" + "b".repeat(10_000) + "=)"));
    assertTrue(e.getMessage().length() < 200, e.getMessage());
    assertTrue(e.getMessage().startsWith("at character 10004 of '…bbb"), e.getMessage());
  }

  @Test
  void refusesWhatIsNestedTooDeepOrChainedTooLong() {
    String deep = "a(b=".repeat(100_000);
    assertTrue(
        assertThrows(Misuse.class, () -> Spec.parse(deep))
            .getMessage()
            .endsWith("expected at most 64 levels of nesting"));
    assertThrows(Misuse.class, () -> Spec.parse("a(b=" + "[".repeat(100_000)));
    assertThrows(Misuse.class, () -> Spec.parse("a.then(".repeat(100_000)));
    assertThrows(Misuse.class, () -> Spec.parse("a" + ".then(a)".repeat(100_000)));
    assertEquals(900, Spec.parse("a" + ".then(a)".repeat(900)).then().size());
  }

  @Test
  void whateverIsWrittenIsReadOrRefusedInOneSentence() {
    var seeds = SPECS.stream().map(text -> text.getBytes(UTF_8)).toList();
    Fuzz.quickParser(
        "spec",
        seeds,
        bytes -> {
          var value = Value.parse(new String(bytes, UTF_8));
          assertEquals(value, Value.parse(value.toString()));
        });
  }

  @Test
  void whateverIsSpecifiedIsBuiltOrRefusedInOneSentence() {
    fuzz(
        "spec of solvers",
        Toys.SOLVERS,
        "adam(steps=50, step-size=8/255, decay=0.5).then(lm).then(repeat(solver=lm, times=2))");
    fuzz(
        "spec of recoveries",
        Toys.RECOVERIES,
        "recovery(start=ridge, solver=adam(steps=50).then(lm), restarts=4, label=\"a b\","
            + " clip=stochastic-clip, others=[lm(damping=2), adam], exact=true)");
    fuzz(
        "spec of layers",
        Toys.LAYERS,
        "conv(out=64, stride=1).then(relu).then(residual(body=conv(out=64).then(relu)))");
  }

  private static <T> void fuzz(String name, Catalog<T> catalog, String seed) {
    Fuzz.parser(
        name,
        List.of(seed.getBytes(UTF_8)),
        bytes -> {
          var value = catalog.parse(new String(bytes, UTF_8));
          assertEquals(value, catalog.parse(catalog.format(value)));
          assertEquals(value, catalog.ofJson(catalog.json(value)));
        });
  }

  @Test
  void whatIsQuotedCannotSpoilATerminal() {
    var e = assertThrows(Misuse.class, () -> Toys.SOLVERS.parse("adam(steps='\033[2J\007')"));
    assertEquals("steps: expected a whole number but found '�[2J�'", e.getMessage());
    String longWord = "x".repeat(100_000);
    var endless = assertThrows(Misuse.class, () -> Toys.SOLVERS.parse(longWord)).getMessage();
    assertTrue(endless.length() < 600, endless);
    assertTrue(endless.endsWith("' among [adam, lm, lm-code, repeat]"), endless);
  }

  private static void refuses(String text, String sentence) {
    assertEquals(sentence, assertThrows(Misuse.class, () -> Spec.parse(text)).getMessage());
  }
}

package preimage.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static preimage.spec.Toys.LAYERS;
import static preimage.spec.Toys.RECOVERIES;
import static preimage.spec.Toys.SOLVERS;
import static preimage.spec.Toys.STARTS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static final Toys.Solver CHAIN =
      new Toys.Both(
          new Toys.Both(new Toys.Adam(50, 8 / 255.0, Optional.of(0.5)), new Toys.Lm(1e-3)),
          new Toys.Both(new Toys.Lm(0.5), new Toys.Repeat(new Toys.Adam(), 2)));

  @Test
  void overridesOnlyWhatTheSpecNames() {
    assertEquals(new Toys.Adam(7, 0.1, Optional.empty()), SOLVERS.parse("adam(steps=7)"));
    assertEquals(new Toys.Adam(), SOLVERS.parse("adam()"));
    assertEquals(
        new Toys.Adam(100, 8 / 255.0, Optional.of(3.0)),
        SOLVERS.parse("adam(stepSize=8/255, decay=3)"));
  }

  @Test
  void readsSpecsWithinSpecs() {
    assertEquals(
        new Toys.Recovery(
            Toys.Simple.RIDGE,
            new Toys.Both(new Toys.Adam(50, 0.1, Optional.empty()), new Toys.Lm(1e-3)),
            4,
            Toys.Clip.STOCHASTIC_CLIP,
            Optional.of(Toys.Simple.PRIOR),
            List.of(new Toys.Lm(2), new Toys.Adam()),
            true,
            "a b"),
        RECOVERIES.parse(
            """
            recovery(start=ridge, solver=adam(steps=50).then(lm), restarts=4,
                clip=stochastic-clip, fallback=prior, others=[lm(damping=2), adam], exact=true,
                label="a b")
            """));
  }

  @Test
  void everyEntrySurvivesARoundTrip() {
    List.of(SOLVERS, STARTS, RECOVERIES, LAYERS).forEach(this::roundTrip);
  }

  private <T> void roundTrip(Catalog<T> catalog) {
    catalog.entries().forEach(entry -> roundTrip(catalog, entry.prototype()));
  }

  private <T> void roundTrip(Catalog<T> catalog, T value) {
    assertEquals(value, catalog.parse(catalog.format(value)));
    assertEquals(value, catalog.parse(catalog.describe(value)));
    assertEquals(value, catalog.ofJson(catalog.json(value)));
  }

  @Test
  void chainsSurviveARoundTripHoweverTheyAreNested() {
    roundTrip(SOLVERS, CHAIN);
    roundTrip(SOLVERS, new Toys.Repeat(CHAIN, 5));
    assertEquals(
        "adam(steps=50, step-size=8/255, decay=0.5).then(lm)"
            + ".then(lm-code.then(repeat(solver=adam, times=2)))",
        SOLVERS.format(CHAIN));
  }

  @Test
  void readsArchitecturesAsSequences() {
    var text = "conv(out=64, stride=1).then(relu).then(residual(body=conv(out=64).then(relu)))";
    var layers =
        new Toys.Stack(
            List.of(
                new Toys.Conv(64, 4, 1, 1),
                new Toys.Relu(),
                new Toys.Residual(new Toys.Stack(List.of(new Toys.Conv(64), new Toys.Relu())))));
    assertEquals(layers, LAYERS.parse(text));
    assertEquals(text, LAYERS.format(layers));
    roundTrip(LAYERS, layers);
    assertEquals(
        layers,
        LAYERS.ofJson(
            List.of(
                Map.of("name", "conv", "out", 64, "stride", 1),
                "relu",
                Map.of("name", "residual", "body", List.of("conv(out=64)", "relu")))));
  }

  @Test
  void sequencesOfOneOrNoLayerStayWhatTheyAre() {
    var one = new Toys.Stack(List.of(new Toys.Relu()));
    assertEquals("[relu]", LAYERS.format(one));
    roundTrip(LAYERS, one);
    roundTrip(LAYERS, new Toys.Residual(one));
    roundTrip(LAYERS, new Toys.Stack(List.of()));
    roundTrip(LAYERS, new Toys.Stack(List.of(new Toys.Relu(), one)));
    assertEquals(new Toys.Adam(), SOLVERS.parse("[adam]"));
    refuses(SOLVERS, "[]", "expected at least one link");
  }

  @Test
  void jsonHoldsEveryComponent() {
    assertEquals(
        Map.of("name", "adam", "steps", 7L, "step-size", 0.1, "decay", "none"),
        SOLVERS.json(new Toys.Adam(7, 0.1, Optional.empty())));
    assertEquals(Map.of("name", "ridge"), STARTS.json(Toys.Simple.RIDGE));
  }

  @Test
  void jsonTextsMayHoldSpecsAndFractions() {
    assertEquals(
        new Toys.Adam(7, 8 / 255.0, Optional.empty()),
        SOLVERS.ofJson(Map.of("name", "adam", "steps", "7", "step-size", "8/255")));
    assertEquals(CHAIN, SOLVERS.ofJson(SOLVERS.describe(CHAIN)));
  }

  @Test
  void theNameWithTheNearestDefaultsIsChosen() {
    assertEquals("lm", SOLVERS.format(new Toys.Lm(1e-3)));
    assertEquals("lm-code", SOLVERS.format(new Toys.Lm(0.5)));
    assertEquals("lm-code(damping=0.5)", SOLVERS.describe(new Toys.Lm(0.5)));
  }

  @Test
  void keepsEveryBitOfLongsAndDoubles() {
    for (double number : new double[] {0.1 + 0.2, 1 / 3.0, 1e-300, 1e22, -0.0, 255 * 1e9, 7.0}) {
      roundTrip(SOLVERS, new Toys.Lm(number));
    }
    roundTrip(SOLVERS, new Toys.Lm(Double.POSITIVE_INFINITY));
    roundTrip(SOLVERS, new Toys.Lm(Double.NEGATIVE_INFINITY));
    roundTrip(SOLVERS, new Toys.Lm(Double.NaN));
    roundTrip(STARTS, new Toys.Shifted(Toys.Simple.RIDGE, Long.MIN_VALUE));
    assertEquals("lm(damping=1/255)", SOLVERS.format(new Toys.Lm(1 / 255.0)));
    assertEquals("lm(damping=0.2)", SOLVERS.format(new Toys.Lm(0.2)));
    assertEquals("lm(damping=1e-10)", SOLVERS.format(new Toys.Lm(1e-10)));
    assertEquals("lm(damping=7)", SOLVERS.format(new Toys.Lm(7)));
  }

  @Test
  void quotesTextsThatLookLikeSomethingElse() {
    for (String text : List.of("", "7", "a.then(b)", "é\n\t\"\\'", "true", "none", "data:[0:5]")) {
      var plain = new Toys.Recovery();
      roundTrip(
          RECOVERIES,
          new Toys.Recovery(
              plain.start(),
              plain.solver(),
              plain.restarts(),
              plain.clip(),
              plain.fallback(),
              plain.others(),
              plain.exact(),
              text));
    }
  }

  @Test
  void saysWhatItDoesNotKnowAndWhatIsNear() {
    refuses(SOLVERS, "fgsm", "no 'fgsm' among [adam, lm, lm-code, repeat]");
    refuses(SOLVERS, "adan", "no 'adan' among [adam, lm, lm-code, repeat]; did you mean 'adam'?");
    refuses(
        SOLVERS,
        "adam(step=1)",
        "adam has no 'step'; did you mean 'steps'? (it has steps, step-size, decay)");
    refuses(SOLVERS, "lm(alpha=1)", "lm has no 'alpha' (it has damping)");
    refuses(STARTS, "ridge(alpha=1)", "ridge has no 'alpha'; it takes no arguments");
    refuses(
        RECOVERIES,
        "recovery(start=rigde)",
        "no 'rigde' among [ridge, prior, shifted]; did you mean 'ridge'?");
    refuses(
        RECOVERIES,
        "recovery(clip=stochastic)",
        "clip: no 'stochastic' among [none, clip, stochastic-clip]; did you mean"
            + " 'stochastic-clip'?");
  }

  @Test
  void saysWhatItExpected() {
    refuses(SOLVERS, "adam(steps=ten)", "steps: expected a whole number but found 'ten'");
    refuses(SOLVERS, "adam(steps=0.5)", "steps: expected a whole number but found '0.5'");
    refuses(SOLVERS, "adam(steps=\"\")", "steps: expected a whole number but found ''");
    refuses(
        SOLVERS,
        "adam(steps=99999999999999999999)",
        "steps: expected a whole number between -2147483648 and 2147483647"
            + " but found '99999999999999999999'");
    refuses(SOLVERS, "lm(damping=1e999)", "damping: expected a number but found '1e999'");
    refuses(SOLVERS, "lm(damping=[1])", "damping: expected a number but found '[1]'");
    refuses(SOLVERS, "adam(decay=ten)", "decay: expected a number but found 'ten'");
    refuses(SOLVERS, "repeat(solver=3)", "solver: expected a solver but found '3'");
    refuses(RECOVERIES, "recovery(exact=yes)", "exact: expected true or false but found 'yes'");
    refuses(
        RECOVERIES,
        "recovery(others=lm)",
        "others: expected a list, each item a solver but found 'lm'");
    refuses(
        RECOVERIES,
        "recovery(label=a(b=1))",
        "label: expected a text in quotes but found 'a(b=1)'");
    refuses(STARTS, "ridge.then(prior)", "a start takes no .then(…)");
  }

  @Test
  void theRecordsOwnSentenceIsTheError() {
    refuses(SOLVERS, "adam(steps=-1)", "steps must not be negative but were -1");
  }

  @Test
  void namesWhatIsMissing() {
    refuses(LAYERS, "conv", "conv needs out");
    refuses(LAYERS, "conv(kernel=3)", "conv needs out");
    assertEquals("conv(out=1)", LAYERS.format(new Toys.Conv(1)));
    assertEquals("conv(out=…, kernel=4, stride=2, pad=1)", LAYERS.listed().getFirst().signature());
  }

  @Test
  void refusesJsonThatIsNoSpec() {
    assertEquals(
        "expected a JSON object with a \"name\" but it has [steps]",
        assertThrows(Misuse.class, () -> SOLVERS.ofJson(Map.of("steps", 1))).getMessage());
    assertThrows(Misuse.class, () -> SOLVERS.ofJson(List.of()));
    assertThrows(Misuse.class, () -> SOLVERS.ofJson(3));
    assertThrows(Misuse.class, () -> SOLVERS.ofJson(Map.of("name", "a b")));
  }

  @Test
  void listsItsEntriesInOrderWithTheirDefaults() {
    assertEquals(
        List.of(
            "adam(steps=100, step-size=0.1, decay=none)",
            "lm(damping=0.001)",
            "lm-code(damping=0.5)",
            "repeat(solver=lm(damping=2), times=3)"),
        SOLVERS.listed().stream().map(Listed::signature).toList());
    assertEquals(
        new Listed(
            "adam",
            "solver",
            "adaptive moments; Kingma & Ba 2015",
            List.of(
                new Listed.Argument("steps", "a whole number", "100", false),
                new Listed.Argument("step-size", "a number", "0.1", false),
                new Listed.Argument("decay", "a number or none", "none", false))),
        SOLVERS.listed().getFirst());
  }

  @Test
  void refusesEntriesThatCouldNotBeWritten() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Catalog.of("method", Toys.Recovery.class)
                .add("recovery", new Toys.Recovery(), "its start has no catalog"));
    assertThrows(IllegalArgumentException.class, () -> SOLVERS.add("lm", new Toys.Lm(1), "twice"));
    assertThrows(
        IllegalArgumentException.class, () -> SOLVERS.add("x", new Toys.Lm(1), "", "mass"));
    assertThrows(Misuse.class, () -> SOLVERS.add("l m", new Toys.Lm(1), "no word"));
    assertThrows(IllegalArgumentException.class, () -> SOLVERS.format(new Toys.Solver() {}));
  }

  @Test
  void aCatalogNeverChanges() {
    assertInstanceOf(Toys.Lm.class, SOLVERS.add("new", new Toys.Lm(9), "").parse("new"));
    assertThrows(Misuse.class, () -> SOLVERS.parse("new"));
    assertSame(SOLVERS.entry("lm").prototype(), SOLVERS.parse("lm"));
  }

  private static void refuses(Catalog<?> catalog, String text, String sentence) {
    assertEquals(sentence, assertThrows(Misuse.class, () -> catalog.parse(text)).getMessage());
  }
}

package preimage.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.tensor.Shape;

class ModelCardTest {
  private static final String PRIOR = "'prior': 'normal(dimension=4)', 'range': [-1, 1]";
  private static final String GENERATOR =
      "{'kind': 'generator', 'layers': 'linear(out=4).then(reshape(channels=1, height=2,"
          + " width=2))', "
          + PRIOR;

  private static ModelCard read(String text) {
    return ModelCard.parse(text.replace('\'', '"'), "x.json");
  }

  private static void wrong(String text, String sentence) {
    var said = Misused.sentence(() -> read(text));
    assertTrue(said.startsWith("x.json: ") && said.contains(sentence), said);
  }

  @Test
  void isReadBackFromItsText() {
    for (String text :
        List.of(
            GENERATOR + "}",
            GENERATOR + ", 'provenance': {'data': {'name': 'x', 'n': 3}, 'seed': 1}}",
            "{'kind': 'generator', 'image': '3x32x32', " + PRIOR + "}",
            "{'kind': 'critic', 'input': '1x2x2', 'layers': 'flatten.then(linear(out=1))',"
                + " 'range': [0, 1]}",
            "{'kind': 'critic', 'input': '4x2x2', 'image': '1x2x2', 'condition':"
                + " 'label(classes=3)', 'layers': 'flatten.then(linear(out=1))', 'range': [0, 1]}",
            "{'kind': 'classifier', 'input': '3x2x2', 'layers': ['flatten', {'name': 'linear',"
                + " 'out': 5}], 'normalisation': {'mean': [0.5, 0.4, 0.3], 'std': [1, 2, 3]}}")) {
      var card = read(text);
      assertEquals(card, ModelCard.parse(card.json(), "y"));
      assertEquals(card.json(), ModelCard.parse(card.json(), "y").json());
    }
  }

  /** Maps of a random order would make equal trainings unequal files. */
  @Test
  void equalCardsAreEqualTexts() {
    var card =
        new ModelCard(
            ModelCard.Kind.CLASSIFIER,
            Optional.of(Architecture.parse("1x2x2 flatten.then(linear(out=3))")),
            Shape.of(1, 2, 2),
            Optional.empty(),
            new Condition.None(),
            PixelScale.UNIT,
            Map.of());
    assertEquals(
        "{\"kind\":\"classifier\",\"input\":\"1x2x2\",\"layers\":\"flatten.then(linear(out=3))\","
            + "\"image\":\"1x2x2\",\"condition\":\"none\","
            + "\"normalisation\":{\"mean\":[-0.0],\"std\":[1.0]},\"provenance\":{}}",
        card.json());
  }

  @Test
  void infersWhatItCan() {
    var card = read(GENERATOR + ", 'condition': 'label(classes=3)'}");
    assertEquals(Shape.of(7), card.architecture().orElseThrow().input());
    assertEquals(Shape.of(1, 2, 2), card.image());
    assertEquals(Shape.of(4), card.input());
    assertEquals(PixelScale.SIGNED, card.scale());
  }

  @Test
  void readsAPrefix() {
    assertEquals("state_dict.module.", ModelCard.prefix("{\"prefix\": \"state_dict.module.\"}"));
    assertEquals("", ModelCard.prefix("{}"));
  }

  @Test
  void saysWhereTheJsonBreaks() {
    wrong("", "expected a JSON object");
    wrong("null", "expected a JSON object, not null");
    wrong("[1]", "expected a JSON object");
    wrong("{\n'kind': generator}", "see line 2, ");
    wrong("{} {}", "expected a JSON object");
    wrong("{'kind': " + "[".repeat(2000), "expected a JSON object");
  }

  @Test
  void saysWhatIsMissingOrUnknown() {
    wrong("{'knid': 'critic'}", "no 'knid' among [kind, ");
    wrong("{'knid': 'critic'}", "did you mean 'kind'?");
    wrong("{}", "kind must be generator, critic or classifier but was 'missing'");
    wrong("{'kind': 'gan'}", "kind must be generator, critic or classifier but was 'gan'");
    wrong("{'kind': 3}", "kind must be generator, critic or classifier but was '3'");
    wrong("{'kind': 'critic', 'range': [0, 1]}", "a model without layers needs image");
    wrong("{'kind': 'critic', 'layers': 'relu', 'range': [0, 1]}", "layers need input");
    wrong(
        "{'kind': 'generator', 'image': '1x2x2', 'range': [0, 1]}",
        "a generator needs a prior, such as uniform(dimension=100)");
    wrong(
        "{'kind': 'critic', 'image': '1x2x2'}",
        "a model needs range, such as [-1, 1], or normalisation");
  }

  @Test
  void saysWhichValueIsWrong() {
    var critic = "{'kind': 'critic', 'image': '1x2x2', ";
    wrong("{'kind': 'critic', 'image': 3, 'range': [0, 1]}", "image must be a text but was 3");
    wrong("{'kind': 'critic', 'image': '1x', 'range': [0, 1]}", "expected sizes such as 1x28x28");
    wrong(critic + "'range': 3}", "range must be a list of numbers but was 3");
    wrong(critic + "'range': [0]}", "range must be two numbers but was [0.0]");
    wrong(critic + "'range': [0, 'a']}", "range must be a list of numbers");
    wrong(critic + "'range': [1, 0]}", "black must be below white");
    wrong(critic + "'normalisation': 3}", "normalisation must hold mean and std");
    wrong(critic + "'normalisation': {'mean': [1]}}", "std must be a list of numbers");
    wrong(critic + "'normalisation': {'mean': [1], 'std': [0]}}", "deviations must be positive");
    wrong(
        critic + "'normalisation': {'mean': [1, 1], 'std': [1, 1]}}",
        "normalisation needs one mean or one a channel of 1×2×2, not [1.0, 1.0]");
    wrong(
        critic + "'range': [0, 1], 'normalisation': {'mean': [1], 'std': [1]}}",
        "a model needs range or normalisation, not both");
    wrong(critic + "'range': [0, 1], 'condition': 'lable(classes=3)'}", "did you mean 'label'?");
    wrong(
        critic + "'range': [0, 1], 'prior': 'normal(dimension=0)'}", "dimension must be at least");
    wrong(critic + "'range': [0, 1], 'layers': 3}", "expected a layer but found '3'");
  }

  @Test
  void itsPartsMustFit() {
    wrong(GENERATOR + ", 'image': '1x4x4'}", "the generator makes 1×2×2, not images of 1×4×4");
    wrong(GENERATOR + ", 'input': '5'}", "the layers take 5 but are given 4");
    wrong(
        "{'kind': 'critic', 'input': '1x2x2', 'layers': 'flatten', 'range': [0, 1]}",
        "a critic must give one score but gives 4");
    wrong(
        "{'kind': 'critic', 'input': '1x2x2', 'layers': 'linear(out=1)', 'range': [0, 1]}",
        "linear takes vectors, not 1×2×2; flatten first");
    wrong(
        "{'kind': 'generator', 'image': '1x2x2', 'condition': 'label(classes=2147483647)', "
            + PRIOR
            + ", 'layers': 'relu'}",
        "hold more values than can be counted");
  }
}

package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import preimage.net.Condition;
import preimage.spec.Listed;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.train.Div;
import preimage.train.Games;
import preimage.train.GanTraining;
import preimage.train.Qua;

class PresetsTest {
  static Stream<String> names() {
    return Presets.listed().stream().map(Listed::name).filter(n -> !Presets.isVariant(n));
  }

  private static Shape image(GanRecipe recipe) {
    return switch (recipe.data()) {
      case "cifar10", "stl10:test:3x32x32" -> Shape.of(3, 32, 32);
      case "stl10:unlabelled:3x48x48" -> Shape.of(3, 48, 48);
      case "mnist", "fashion-mnist" -> Shape.of(1, 28, 28);
      case "facades" -> Shape.of(3, 256, 256);
      default -> throw new IllegalStateException("which images are in " + recipe.data() + "?");
    };
  }

  @ParameterizedTest
  @MethodSource("names")
  void theNetworksFitTheImagesThatItIsFor(String name) {
    var recipe = Presets.recipe(name);
    var shape = image(recipe);
    assertEquals(shape, recipe.training().generator(shape, recipe.condition()).output());
    assertTrue(recipe.training().critic(shape, recipe.condition()).size() > 0);
    assertEquals(recipe, GanRecipe.of(recipe.words()));
  }

  @Test
  void everyFileIsListed() throws IOException {
    try (var files = Files.list(Path.of("..", "experiments"))) {
      var there =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .map(file -> file.replace(".json", ""))
              .sorted()
              .toList();
      assertEquals(there, names().sorted().toList());
    }
  }

  @Test
  void thePublishedSettingsAreThere() {
    var sngan = Presets.recipe("sngan-stl10").training();
    assertEquals(64, sngan.batch());
    assertEquals(5, sngan.criticSteps());
    assertEquals(Optional.of(128), sngan.generatorBatch());
    assertEquals(128, sngan.prior().dimension());
    assertEquals(Optional.of(100_000L), sngan.fade());
    assertTrue(sngan.flips());
    var built = Presets.recipe("fashion-dcgan");
    assertEquals(new GanTraining(), built.training());
    assertEquals(new Condition.None(), built.condition());
    assertEquals(
        new Qua(.02, 1, new Qua().direction(), Optional.empty(), new Qua().statistics(), false, 1),
        Presets.recipe("sngan-cifar10-qua").training().latent());
    assertEquals(Div.released(), Presets.recipe("msgan-stl10-div").training().latent());
  }

  @Test
  void anotherBatchKeepsTheGeneratorsShare() {
    var smaller = Presets.recipe("sngan-stl10").training().batch(16);
    assertEquals(16, smaller.batch());
    assertEquals(Optional.of(32), smaller.generatorBatch());
    assertEquals(Optional.of(4), smaller.batch(2).generatorBatch());
  }

  @Test
  void aReadingChoosesBetweenPaperAndCode() {
    var code = Optional.of("code");
    assertEquals("qua-code(steps=2)", Presets.variant(code, "qua(steps=2)"));
    assertEquals("div-code", Presets.variant(code, "div"));
    assertEquals("div-code", Presets.variant(code, "div-code"));
    assertEquals("qua", Presets.variant(Optional.of("paper"), "qua"));
    assertEquals("qua", Presets.variant(Optional.empty(), "qua"));
  }

  @Test
  void refusesWhatIsNoPreset() {
    var e = assertThrows(Misuse.class, () -> Presets.recipe("dcgan-cifar"));
    assertTrue(e.getMessage().contains("did you mean 'dcgan-cifar10'?"), e.getMessage());
  }

  @Test
  void wordsOfAnOlderVersionMeanTheSame() {
    var recipe = Presets.recipe("fashion-dcgan");
    var words = recipe.words();
    words.put(
        "training",
        "gan(loss=non-saturating, backbone=dcgan(width=64), prior=uniform(dimension=100,"
            + " lower=-1, upper=1), batch=64, rate=2e-4, beta1=0.5, beta2=0.999, decay=0.999)");
    assertEquals(Optional.empty(), recipe.difference(words));
    words.put("training", "gan(batch=32)");
    assertEquals(Optional.of("training"), recipe.difference(words));
    words.put("training", Games.LOSSES.format(recipe.training().loss()));
    assertEquals(Optional.of("training"), recipe.difference(words));
  }
}

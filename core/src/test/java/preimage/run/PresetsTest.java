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
import preimage.net.LatentPrior;
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

  /**
   * Batch, critic steps, the generator's batch, latent dimension, rate, Adam's betas, whether
   * images are mirrored, whether the rate falls to 0, steps, loss and search of latents.
   * AdvLatGAN's are of its text and tables 17 and 18, and of its code where that says more (flips,
   * twice as many latents for the generator, the clip, the betas); where it has none for STL-10,
   * they are those for CIFAR-10. MSGAN's are of its code as AdvLatGAN runs it, ASGAN's batch, rate
   * and betas its own, RobDis's rate, pix2pix's Isola's but for batch, latent and steps.
   */
  private static final String PUBLISHED =
      """
      dcgan-cifar10            128 1 256  100 2e-4 0.5 0.9   flips fades  100000 non-saturating      none
      dcgan-cifar10-qua        128 1 none 100 2e-4 0.5 0.9   flips fades  100000 non-saturating      qua(step=0.01)
      dcgan-cifar10-qua-code   128 1 none 100 2e-4 0.5 0.9   flips fades  100000 non-saturating      qua-code(step=0.03)
      wgan-cifar10             128 1 256  100 2e-4 0   0.9   flips fades  100000 wgan(clip=0.1)      none
      wgan-cifar10-qua         128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan(clip=0.1)      qua(step=0.003)
      wgan-cifar10-qua-code    128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan(clip=0.1)      qua-code(step=0.01)
      wgan-gp-cifar10          128 1 256  100 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  none
      wgan-gp-cifar10-qua      128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  qua(step=0.005)
      wgan-gp-cifar10-qua-code 128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  qua-code(step=0.015)
      sngan-cifar10            128 1 256  100 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   none
      sngan-cifar10-qua        128 1 none 100 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   qua(step=0.02)
      sngan-cifar10-qua-code   128 1 none 100 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   qua-code(step=0.04)
      lsgan-cifar10            128 1 256  100 2e-4 0.5 0.9   flips fades  100000 lsgan               none
      wgan-div-cifar10         128 1 256  100 2e-4 0   0.9   flips fades  100000 wgan-div(k=2,p=6)   none
      sngan-resnet-cifar10     128 1 256  100 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   none
      wgan-gp-resnet-cifar10   128 1 256  100 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  none
      acgan-cifar10            128 1 256  100 2e-4 0   0.9   flips fades  100000 acgan-rebooted      none
      dcgan-stl10              128 1 256  100 2e-4 0.5 0.9   flips fades  100000 non-saturating      none
      dcgan-stl10-qua          128 1 none 100 2e-4 0.5 0.9   flips fades  100000 non-saturating      qua(step=0.01)
      dcgan-stl10-qua-code     128 1 none 100 2e-4 0.5 0.9   flips fades  100000 non-saturating      qua-code(step=0.04)
      wgan-stl10               128 1 256  100 2e-4 0   0.9   flips fades  100000 wgan(clip=0.1)      none
      wgan-stl10-qua           128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan(clip=0.1)      qua(step=0.003)
      wgan-stl10-qua-code      128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan(clip=0.1)      qua-code(step=0.02)
      wgan-gp-stl10             64 5 128  128 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  none
      wgan-gp-stl10-qua         64 5 none 128 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  qua(step=0.005)
      wgan-gp-stl10-qua-code   128 1 none 100 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  qua-code(step=0.015)
      sngan-stl10               64 5 128  128 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   none
      sngan-stl10-qua           64 5 none 128 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   qua(step=0.02)
      sngan-stl10-qua-code     128 1 none 100 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   qua-code(step=0.05)
      lsgan-stl10              128 1 256  100 2e-4 0.5 0.9   flips fades  100000 lsgan               none
      wgan-div-stl10           128 1 256  100 2e-4 0   0.9   flips fades  100000 wgan-div(k=2,p=6)   none
      sngan-resnet-stl10        64 5 128  128 2e-4 0   0.9   flips fades  100000 sngan(game=hinge)   none
      wgan-gp-resnet-stl10      64 5 128  128 2e-4 0   0.9   flips fades  100000 wgan-gp(weight=10)  none
      msgan-cifar10             32 1 none 100 2e-4 0.5 0.999 as-is steady 312400 msgan(weight=1)     none
      msgan-cifar10-div         32 1 none 100 2e-4 0.5 0.999 as-is steady 312400 non-saturating      div-code
      msgan-stl10               32 1 none 100 2e-4 0.5 0.999 as-is steady  50000 msgan(weight=1)     none
      msgan-stl10-div           32 1 none 100 2e-4 0.5 0.999 as-is steady  50000 non-saturating      div-code
      dcgan-mnist              128 1 none   2 2e-4 0.5 0.9   as-is steady  20000 non-saturating      none
      wgan-gp-mnist            128 1 none   2 2e-4 0.5 0.9   as-is steady  50000 wgan-gp(weight=10)  none
      asgan-cifar10             64 1 none 100 2e-4 0.5 0.999 as-is steady 100000 asgan               none
      robdis-cifar10           128 1 256  100 1e-4 0.5 0.9   flips fades  100000 robdis              none
      pix2pix-facades            4 1 none   8 2e-4 0.5 0.999 flips steady  20000 pix2pix(weight=100) none
      """;

  @Test
  void thePublishedNumbersAreThere() {
    var ours = names().filter(name -> name.startsWith("fashion") || name.endsWith("fashion-mnist"));
    var pinned = PUBLISHED.lines().map(line -> line.split(" ", 2)[0]);
    assertEquals(names().sorted().toList(), Stream.concat(pinned, ours).sorted().toList());
    for (var line : PUBLISHED.lines().toList()) {
      var row = line.split(" +", -1);
      var recipe = Presets.recipe(row[0]);
      var found = recipe.training();
      var expected =
          new GanTraining(
              Games.LOSSES.parse(row[11]),
              found.backbone(),
              new LatentPrior.Normal(Integer.parseInt(row[4])),
              Integer.parseInt(row[1]),
              Double.parseDouble(row[5]),
              Double.parseDouble(row[6]),
              Double.parseDouble(row[7]),
              0,
              Integer.parseInt(row[2]),
              row[3].equals("none") ? Optional.empty() : Optional.of(Integer.valueOf(row[3])),
              found.labels(),
              row[8].equals("flips"),
              row[9].equals("fades") ? Optional.of(recipe.steps()) : Optional.empty(),
              Games.LATENT_SEARCHES.parse(row[12]));
      assertEquals(expected, found, row[0]);
      assertEquals(Long.parseLong(row[10]), recipe.steps(), row[0]);
    }
  }

  @Test
  void whatTheyAreMadeOfIsWrittenOut() {
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

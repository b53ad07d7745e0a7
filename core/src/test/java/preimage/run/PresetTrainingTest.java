package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Datasets;
import preimage.data.SampleFiles;
import preimage.net.Network;
import preimage.tensor.Scope;
import preimage.tensor.Weights;
import preimage.train.GanTraining;

/**
 * Every preset trains on small files of the format of its data.
 *
 * <p>All take 20 steps in which everything but batch and width is their own: images, conditions,
 * losses, critic steps, searches. By networks of their own width those would be some ten minutes of
 * work, so such networks take two steps, and a few presets stand for all: one of each kind of
 * layers, of losses and of sizes of images, but no U-Net, for which a step takes seconds.
 */
class PresetTrainingTest {
  private static final int BATCH = 2;

  /** As many as five updates of a critic need. */
  private static final int IMAGES = 5 * BATCH;

  @TempDir private Path folder;

  static Stream<String> names() {
    return PresetsTest.names();
  }

  private Dataset data(String name) {
    var file = folder.resolve("batch.bin");
    switch (name) {
      case "cifar10" -> SampleFiles.write(file, SampleFiles.cifar(IMAGES));
      case "mnist", "fashion-mnist" ->
          SampleFiles.write(file, SampleFiles.idxImages(IMAGES, 28, 28));
      case "stl10:unlabelled:3x48x48", "stl10:test:3x32x32" -> {
        file = folder.resolve(name.contains("test") ? "test_X.bin" : "unlabeled_X.bin");
        SampleFiles.write(file, SampleFiles.stl(IMAGES));
        SampleFiles.write(folder.resolve("test_y.bin"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        return Datasets.open(file + name.substring(name.lastIndexOf(':')));
      }
      case "facades" -> {
        for (int i = 0; i < IMAGES; i++) {
          var picture = i + ".png";
          SampleFiles.write(folder.resolve("a", picture), SampleFiles.plain(9, 8, 0x20 * i, "png"));
          SampleFiles.write(folder.resolve("b", picture), SampleFiles.plain(9, 8, 0x99, "png"));
        }
        return Datasets.pairs(folder + ":3x256x256").stacked(name);
      }
      default -> throw new IllegalStateException("which files hold " + name + "?");
    }
    return Datasets.open(file.toString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void trainsByNarrowNetworks(String name) {
    var preset = Presets.recipe(name);
    var words = Catalogs.TRAININGS.describe(preset.training());
    var narrow = words.replaceFirst("width=\\d+", "width=4");
    assertNotEquals(words, narrow);
    trains(preset, Catalogs.TRAININGS.parse(narrow), 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dcgan-cifar10",
        "wgan-gp-cifar10",
        "sngan-cifar10",
        "wgan-gp-resnet-cifar10",
        "acgan-cifar10",
        "msgan-stl10",
        "dcgan-stl10",
        "wgan-div-stl10"
      })
  void trainsByItsOwnNetworks(String name) {
    var preset = Presets.recipe(name);
    trains(preset, preset.training(), 2);
  }

  private void trains(GanRecipe preset, GanTraining training, int steps) {
    var data = data(preset.data());
    var recipe =
        new GanRecipe(
            training.batch(BATCH), preset.data(), preset.condition(), steps, preset.seed());
    var lesson = GanLesson.of(recipe, new GanFolder(folder.resolve("run")), data);
    var images = data.range(0, lesson.batch());
    try (var state = lesson.start();
        var generator = Weights.of(state.generator().weights().asMap());
        var critic = Weights.of(state.critic().weights().asMap())) {
      for (int i = 0; i < steps; i++) {
        var losses = lesson.step(state, images);
        assertTrue(losses.values().stream().allMatch(Double::isFinite), losses::toString);
      }
      assertEquals(steps, state.step());
      assertTrue(state.finite());
      moved(generator, state.generator());
      moved(critic, state.critic());
    }
  }

  private static void moved(Weights before, Network now) {
    Scope.run(() -> {
      for (var name : now.weights().learned().stream().filter(n -> n.endsWith("weight")).toList()) {
        var way = now.weights().named(name).sub(before.named(name));
        assertTrue(way.abs().sum().item() > 0, name);
      }
    });
  }
}

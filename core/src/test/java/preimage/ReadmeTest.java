package preimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.BuiltIn;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.data.PngGrid;
import preimage.latent.Improvement;
import preimage.latent.Latents;
import preimage.latent.Recovered;
import preimage.latent.Sampling;
import preimage.metric.Measurement;
import preimage.metric.Pixels;
import preimage.metric.Sample;
import preimage.net.Condition;
import preimage.net.Models;
import preimage.run.GanFolder;
import preimage.run.GanRecipe;
import preimage.run.GanRun;
import preimage.work.Progress;
import preimage.work.Stop;

/** The lines of Java in the README: they are those between the marks below, and they work. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path HERE = Path.of("src", "test", "java", "preimage", "ReadmeTest.java");

  // README, 1: begin
  static Recovered recoverTwo(Path picture) {
    var recovery = Catalogs.RECOVERIES.parse("recovery(solver=adam(rate=0.1, steps=40))");
    var photographs = BuiltIn.fashionTest().slice(0, 2).withoutLabels();
    try (var generator = Models.generator("fashion-dcgan")) {
      var recovered = recovery.recover(generator, photographs, 7);
      PngGrid.square(recovered.images()).write(recovered.images(), picture);
      return recovered; // z, images, loss and outcome of each photograph
    }
  }

  // README, 1: end

  // README, 2: begin
  static double trainImproveMeasure(Path folder, long steps) {
    var training = Catalogs.TRAININGS.parse("gan(backbone=mlp, batch=8, decay=0, latent=qua)");
    var clothes = BuiltIn.fashionTest().withoutLabels();
    var data = new InMemory("clothes", clothes);
    var recipe = new GanRecipe(training, data.name(), new Condition.None(), steps, 7);
    var files = new GanFolder(folder);
    new GanRun(recipe, files, false, 1000).train(data, Progress.silent(), Stop.never());
    try (var generator = Models.generator(files.generator().toString());
        var critic = Models.critic(files.critic().toString())) {
      var latents = Latents.drawn(generator, clothes.count(), 7);
      var improved = new Improvement().improve(generator, critic, latents, 7);
      var made = Sampling.images(generator, improved.end());
      var metrics = new LinkedHashMap<>(Map.of("kid", Catalogs.METRICS.parse("kid")));
      var scores = new Measurement(metrics, 7).of(seen("real", clothes), seen("made", made));
      return scores.getFirst().value(); // 0 for images of one distribution
    }
  }

  static Sample seen(String name, Images images) {
    try (var eye = new Pixels().open(images.shape())) {
      var origin = new LinkedHashMap<String, Object>(Map.of("name", name));
      return Sample.seen(name, origin, images.count(), images::slice, eye, Progress.silent());
    }
  }

  // README, 2: end

  private static List<String> tested(int block) throws IOException {
    return between(
        Files.readAllLines(HERE),
        "// README, %d: begin".formatted(block),
        "// README, %d: end".formatted(block));
  }

  private static List<String> shown(int block) throws IOException {
    var lines = Files.readAllLines(README);
    for (int i = 1; i < block; i++) {
      lines = lines.subList(lines.indexOf("```java") + 1, lines.size());
    }
    return between(lines, "```java", "```").stream()
        .filter(line -> !line.startsWith("import "))
        .toList();
  }

  private static List<String> between(List<String> all, String begin, String end) {
    var lines = all.stream().map(String::strip).toList();
    int from = lines.indexOf(begin) + 1;
    var inside = lines.subList(from, from + lines.subList(from, lines.size()).indexOf(end));
    return inside.stream().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void theReadmeShowsTheLinesThatAreTestedHere() throws IOException {
    assertEquals(tested(1), shown(1));
    assertEquals(tested(2), shown(2));
    assertTrue(tested(1).size() <= 10, "more than ten lines");
    assertTrue(tested(2).size() <= 25, "more than twenty-five lines");
  }

  @Test
  void theLinesOfTheReadmeTrainImproveAndMeasure(@TempDir Path folder) {
    double trained = trainImproveMeasure(folder.resolve("trained"), 200);
    assertEquals(trained, trainImproveMeasure(folder.resolve("again"), 200));
    double untrained = trainImproveMeasure(folder.resolve("untrained"), 1);
    assertTrue(trained < untrained / 2, "%s is no better than %s".formatted(trained, untrained));
  }

  @Test
  void theLinesOfTheReadmeRecoverPhotographs(@TempDir Path folder) throws IOException {
    var picture = folder.resolve("recovered.png");
    var recovered = recoverTwo(picture);
    assertEquals(2, recovered.count());
    assertEquals(100, recovered.z()[0].length);
    double grey = greyError();
    assertTrue(Arrays.stream(recovered.loss()).allMatch(loss -> loss < grey / 2));
    assertTrue(ImageIO.read(picture.toFile()).getWidth() >= 2 * 28);
    assertArrayEquals(recovered.z(), recoverTwo(picture).z());
  }

  /** The loss of answering mid-grey to the easier of the two, pixels in [−1, 1]. */
  private static double greyError() {
    var photographs = BuiltIn.fashionTest().slice(0, 2);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < photographs.count(); i++) {
      double sum = 0;
      for (float pixel : photographs.slice(i, i + 1).pixels()) {
        sum += Math.pow(2 * pixel - 1, 2);
      }
      least = Math.min(least, sum / photographs.shape().count());
    }
    return least;
  }
}

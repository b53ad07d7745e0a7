package preimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.BuiltIn;
import preimage.data.PngGrid;
import preimage.latent.Recovered;
import preimage.net.Models;

/** The lines of Java in the README: they are those between the marks below, and they work. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path HERE = Path.of("src", "test", "java", "preimage", "ReadmeTest.java");

  // README: begin
  static Recovered recoverTwo(Path picture) {
    var recovery = Catalogs.RECOVERIES.parse("recovery(solver=adam(rate=0.1, steps=40))");
    var photographs = BuiltIn.fashionTest().slice(0, 2).withoutLabels();
    try (var generator = Models.generator("fashion-dcgan")) {
      var recovered = recovery.recover(generator, photographs, 7);
      PngGrid.square(recovered.images()).write(recovered.images(), picture);
      return recovered; // z, images, loss and outcome of each photograph
    }
  }

  // README: end

  private static List<String> between(Path file, String begin, String end) throws IOException {
    var lines = Files.readAllLines(file).stream().map(String::strip).toList();
    int from = lines.indexOf(begin) + 1;
    var inside = lines.subList(from, from + lines.subList(from, lines.size()).indexOf(end));
    return inside.stream().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void theReadmeShowsTheLinesThatAreTestedHere() throws IOException {
    var tested = between(HERE, "// README: begin", "// README: end");
    var shown = between(README, "```java", "```");
    assertEquals(tested, shown.stream().filter(line -> !line.startsWith("import ")).toList());
    assertTrue(tested.size() <= 10, "more than ten lines");
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

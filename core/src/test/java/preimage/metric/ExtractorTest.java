package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Initialisation;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.work.Progress;

class ExtractorTest {
  @TempDir private Path folder;

  private static Images images(Shape shape, int count) {
    var pixels = Scope.call(() -> Rng.of(3).uniform(shape, 0, 1, Rng.samples(0, count)).toArray());
    return new Images(shape, pixels);
  }

  private static Sample see(Extractor extractor, Images images) {
    var set = new InMemory("set", images);
    try (var eye = extractor.open(images.shape())) {
      return Sample.seen(
          "set", new LinkedHashMap<>(), set.size(), set::range, eye, Progress.silent());
    }
  }

  @Test
  void pixelsAreFeaturesOfTheirOwn() {
    // More than one batch.
    var images = images(Shape.of(1, 2, 3), 300);
    var sample = see(new Pixels(), images);
    assertEquals(300, sample.features().count());
    var values = sample.features().rows(0, 300);
    for (int i = 0; i < values.length; i++) {
      assertEquals(images.pixels()[i], values[i], 0);
    }
    assertEquals(Map.of("extractor", "pixels", "resize", "none"), sample.extractor());
    assertTrue(sample.probabilities().isEmpty());
  }

  @Test
  void pixelsCanBeBroughtToASize() {
    var two = new Images(Shape.of(1, 1, 2), new float[] {0, 1});
    var sample = see(new Pixels(Optional.of(4)), two);
    var row = new double[] {0, .25, .75, 1};
    assertArrayEquals(row, Arrays.copyOf(sample.features().rows(0, 1), 4), 1e-7);
    assertEquals(16, sample.features().dimension());
    assertEquals("bilinear to 4×4", sample.extractor().get("resize"));
  }

  private Path classifier() {
    var architecture =
        Architecture.parse("1x2x2 flatten.then(linear(out=3)).then(relu).then(linear(out=2))");
    var card =
        new ModelCard(
            ModelCard.Kind.CLASSIFIER,
            Optional.of(architecture),
            Shape.of(1, 2, 2),
            Optional.empty(),
            new Condition.None(),
            PixelScale.SIGNED,
            Map.of());
    var file = folder.resolve("judge.safetensors");
    try (var network = Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
      Model.stored(card, network.weights().asMap()).write(file);
    }
    return file;
  }

  @Test
  void aClassifierShowsWhatItsLastLayerIsGiven() {
    var file = classifier().toString();
    var images = images(Shape.of(1, 2, 2), 5);
    var sample = see(new ClassifierFeatures(file), images);
    assertEquals(3, sample.features().dimension());
    assertEquals("judge", sample.extractor().get("extractor"));
    assertEquals(64, String.valueOf(sample.extractor().get("extractor-sha256")).length());
    try (var model = Model.read(Path.of(file)).classifier()) {
      Scope.run(() -> {
        Tensor own = PixelScale.SIGNED.fromPixels(Tensor.of(images.pixels(), 5, 1, 2, 2));
        var seen = model.see(own);
        assertArrayEquals(model.logits(own).toArray(), seen.logits().toArray());
        assertArrayEquals(seen.features().toDoubles(), sample.features().rows(0, 5));
      });
    }
    var p = sample.probabilities().orElseThrow();
    for (int i = 0; i < 5; i++) {
      var row = p.rows(i, i + 1);
      assertEquals(1, row[0] + row[1], 1e-6);
    }
    // Larger images are brought to its size.
    assertEquals(
        "bilinear to 2×2",
        see(new ClassifierFeatures(file), images(Shape.of(1, 4, 4), 2)).extractor().get("resize"));
    var coloured = images(Shape.of(3, 2, 2), 1);
    var e = assertThrows(Misuse.class, () -> see(new ClassifierFeatures(file), coloured));
    assertEquals("the extractor takes images of 1×2×2, which 3×2×2 do not fit", e.getMessage());
  }

  private Path script(String name) {
    var path = "/preimage/net/" + name;
    try (var in = ExtractorTest.class.getResourceAsStream(path)) {
      return Files.write(folder.resolve(name), Objects.requireNonNull(in, path).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The module gives the means of its channels when asked for features. */
  @Test
  void aModuleWithTheArgumentsOfInceptionIsAskedForFeaturesAndProbabilities() {
    var file = script("detector-script.pt").toString();
    var images = images(Shape.of(1, 4, 4), 3);
    var sample = see(new ScriptFeatures(file), images);
    assertEquals(3, sample.features().dimension());
    for (int i = 0; i < 3; i++) {
      double mean = 0;
      for (float pixel : images.slice(i, i + 1).pixels()) {
        mean += Math.rint(255 * pixel) / 16;
      }
      var row = sample.features().rows(i, i + 1);
      assertArrayEquals(new double[] {mean, mean, mean}, row, 1e-4);
      // Without the bias all classes are as likely.
      assertEquals(1 / 3.0, sample.probabilities().orElseThrow().rows(i, i + 1)[0], 1e-6);
    }
    assertEquals("detector-script", sample.extractor().get("extractor"));
    assertEquals("none, grey in 3 channels", sample.extractor().get("resize"));
    assertEquals("0…255, 256 levels", sample.extractor().get("normalisation"));
    var three = List.of(.1, .2, .3);
    var grey =
        assertThrows(
            Misuse.class, () -> new ScriptFeatures(file, 1, Optional.empty(), three, three));
    assertEquals("with channels=1, mean and deviation take one number, not 3", grey.getMessage());
  }

  /** Ones for weights: what comes out can be told without running it. */
  @Test
  void squeezenetIsReadFromItsArrays() {
    var arrays = Npz.empty();
    int[][] fires = {
      {16, 96, 64},
      {16, 128, 64},
      {32, 128, 128},
      {32, 256, 128},
      {48, 256, 192},
      {48, 384, 192},
      {64, 384, 256},
      {64, 512, 256}
    };
    arrays = with(arrays, "conv1", 96, 3, 7);
    for (int i = 0; i < fires.length; i++) {
      var name = "fire" + (i + 2) + "/conv";
      arrays = with(arrays, name + "1x1_1", fires[i][0], fires[i][1], 1);
      arrays = with(arrays, name + "1x1_2", fires[i][2], fires[i][0], 1);
      arrays = with(arrays, name + "3x3_2", fires[i][2], fires[i][0], 3);
    }
    var file = folder.resolve("squeezenet.npz");
    arrays.write(file);
    var e =
        assertThrows(
            Misuse.class, () -> new SqueezeNet(file.toString()).open(Shape.of(3, 4, 4)).close());
    assertEquals(
        file + " is no SqueezeNet: expected conv_final.weight of [1000, 512, 1, 1]",
        e.getMessage());
    with(Npz.empty(), "conv1", 96, 3, 7)
        .with("conv_final.weight", NdArray.of(new float[512_000], 1000, 512, 1, 1))
        .write(file);
    var lacking =
        assertThrows(
            Misuse.class, () -> new SqueezeNet(file.toString()).open(Shape.of(3, 4, 4)).close());
    assertEquals(file + " is no SqueezeNet: it lacks conv_final.bias", lacking.getMessage());
    with(arrays, "conv_final", 1000, 512, 1).write(file);
    var sample = see(new SqueezeNet(file.toString()), images(Shape.of(3, 8, 8), 2));
    // No weights: all that is left is the last bias, of one half.
    assertArrayEquals(new double[512], add(sample.features().rows(0, 1), -.5), 1e-6);
    assertEquals(1e-3, sample.probabilities().orElseThrow().rows(1, 2)[7], 1e-9);
    assertEquals("bilinear to 227×227", sample.extractor().get("resize"));
  }

  private static double[] add(double[] values, double term) {
    return Arrays.stream(values).map(v -> v + term).toArray();
  }

  private static Npz with(Npz arrays, String name, int out, int in, int side) {
    var bias = new float[out];
    Arrays.fill(bias, .5f);
    return arrays
        .with(name + ".weight", NdArray.of(new float[out * in * side * side], out, in, side, side))
        .with(name + ".bias", NdArray.of(bias, out));
  }
}

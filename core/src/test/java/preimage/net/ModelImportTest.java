package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.io.Source;
import preimage.spec.Misuse;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Scripts;
import preimage.tensor.Tensor;
import preimage.work.Failure;

/** Files that PyTorch wrote (bench/peers/make_models.py), with what it makes of them. */
class ModelImportTest {
  private static final String LAYERS =
      "deconv(out=6, kernel=3, bias=false).then(batch-norm).then(relu)"
          + ".then(deconv(out=1, kernel=4, stride=2, pad=1)).then(tanh)";
  private static final String REST =
      "\"kind\": \"generator\", \"prior\": \"normal(dimension=4)\", \"range\": [-1, 1]";
  private static final String STATE_DICT = description(LAYERS, "state_dict.module.");
  private static final String SCRIPT = "{\"image\": \"1x6x6\", " + REST + "}";
  private static final Map<String, NdArray> EXPECTED =
      Npz.read(Source.of("expected.npz", resource("expected.npz"))).arrays();

  @TempDir private Path folder;

  private static String description(String layers, String prefix) {
    return "{\"layers\": \"%s\", \"prefix\": \"%s\", %s}".formatted(layers, prefix, REST);
  }

  private static byte[] resource(String name) {
    try (var in = ModelImportTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return write(name, resource(name));
  }

  private Path write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path imported(String description, Path weights) {
    var card = write("card.json", description.getBytes(StandardCharsets.UTF_8));
    var model = folder.resolve(weights.getFileName() + ".safetensors");
    ModelImport.read(card, weights).write(model);
    return model;
  }

  private static Tensor expected(String name) {
    return Stored.tensor(Objects.requireNonNull(EXPECTED.get(name)));
  }

  private Path imported(String name) {
    return imported(name.contains("script") ? SCRIPT : STATE_DICT, file(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator-zip.pt", "generator-legacy.pt", "generator-script.pt"})
  void makesThePicturesThatPyTorchMakes(String name) {
    try (var model = Model.read(imported(name)).generator()) {
      Scope.run(() -> {
        var found = model.apply(expected("z"));
        assertArrayEquals(expected("image").toArray(), found.toArray(), 1e-5f);
        model.compiled(fast ->
            assertArrayEquals(
                expected("image").toArray(), fast.apply(expected("z")).toArray(), 1e-5f));
        Misused.says("takes samples of 4, not of 5", () -> model.apply(Tensor.zeros(2, 5)));
      });
    }
  }

  @Test
  void notesWhereTheWeightsCameFrom() {
    var description = STATE_DICT.replace("{", "{\"provenance\": {\"trained-by\": \"us\"}, ");
    try (var model = Model.read(imported(description, file("generator-zip.pt")))) {
      assertEquals(
          Map.of(
              "trained-by",
              "us",
              "weights",
              "generator-zip.pt",
              "weights-sha256",
              Models.sha256(resource("generator-zip.pt"))),
          model.card().provenance());
    }
  }

  @Test
  void torchScriptDifferentiatesAsTheLayersDoAndAsDifferencesSay() {
    try (var layers = Model.read(imported("generator-zip.pt")).generator();
        var script = Model.read(imported("generator-script.pt")).generator()) {
      Scope.run(() -> {
        Tensor z = expected("z");
        var found = Derivatives.gradient(x -> script.apply(x).square().sumPerSample(), z);
        var known = Derivatives.gradient(x -> layers.apply(x).square().sumPerSample(), z);
        assertArrayEquals(known.derivative().toArray(), found.derivative().toArray(), 1e-4f);
        double h = 1e-2;
        for (int i = 0; i < 4; i++) {
          var step = new float[4];
          step[i] = (float) h;
          Tensor t = Tensor.of(step, 1, 4);
          Tensor above = script.apply(z.add(t)).square().sumPerSample();
          Tensor below = script.apply(z.sub(t)).square().sumPerSample();
          assertArrayEquals(
              above.sub(below).div(2 * h).toArray(),
              found.derivative().narrow(1, i, 1).reshape(5).toArray(),
              2e-2f);
        }
      });
    }
  }

  @Test
  void torchScriptTakesItsConditionSecond() {
    var description =
        "{\"kind\": \"generator\", \"image\": \"1x2x2\", \"prior\": \"normal(dimension=2)\","
            + " \"range\": [0, 1], \"condition\": \"label(classes=3)\"}";
    var file = imported(description, file("conditional-script.pt"));
    try (var model = Model.read(file).generator()) {
      Scope.run(() -> {
        Tensor z = expected("z").narrow(1, 0, 2);
        Tensor labels = Tensor.of(expectedLabels());
        assertArrayEquals(
            expected("conditional").toArray(),
            model.apply(Optional.of(labels), z).toArray(),
            1e-5f);
        Misused.says("needs a class number for each sample", () -> model.apply(z));
      });
    }
  }

  private static int[] expectedLabels() {
    var labels = Objects.requireNonNull(EXPECTED.get("label")).longs();
    return Arrays.stream(labels).mapToInt(Math::toIntExact).toArray();
  }

  @Test
  void aModuleMustGiveWhatItsDescriptionSays() {
    var script = file("generator-script.pt");
    Misused.says(
        "generator-script.pt: a generator cannot give [2, 1, 6, 6] for 2 samples",
        () -> imported(SCRIPT.replace("1x6x6", "1x8x8"), script));
    var narrow = SCRIPT.replace("dimension=4", "dimension=3");
    assertFails("the TorchScript module failed: ", () -> imported(narrow, script));
    var classifier = "{\"kind\": \"classifier\", \"image\": \"1x2x2\", \"range\": [0, 1]}";
    assertFails("the TorchScript module failed: ", () -> imported(classifier, script));
  }

  /** Which a batch of one cannot tell from a score for each image. */
  @Test
  void aCriticThatScoresTheBatchIsRefused() throws IOException {
    var file = folder.resolve("d.pt");
    Scripts.script(file, "def forward(self, x):\n  return x.mean()\n");
    var critic = "{\"kind\": \"critic\", \"image\": \"1x2x2\", \"range\": [0, 1]}";
    var sentence = "a critic gives each image one score, but gave 1 for %d images";
    Misused.says(file + ": " + sentence.formatted(2), () -> imported(critic, file));
    var card = ModelCard.parse(critic, "card");
    var stored = Model.stored(card, Files.readAllBytes(file));
    try (var model = Model.of("d", stored).critic()) {
      Scope.run(() -> {
        assertEquals(1, model.score(Optional.empty(), Tensor.zeros(1, 1, 2, 2)).count());
        Misused.says(
            "d: " + sentence.formatted(3),
            () -> model.score(Optional.empty(), Tensor.zeros(3, 1, 2, 2)));
      });
    }
  }

  @Test
  void weightsMustFitTheLayersOneByOne() {
    var zip = file("generator-zip.pt");
    says(
        "expected weight 0.weight of 4×5×3×3 but found '1.weight' of [4, 6, 3, 3]",
        zip,
        LAYERS.replaceFirst("out=6", "out=5"));
    says(
        "expected weight 0.bias of 6 but found '2.weight' of [6]",
        zip,
        LAYERS.replaceFirst(", bias=false", ""));
    says(
        "the layers leave no place for '4.bias'",
        zip,
        LAYERS.replace("stride=2, pad=1", "stride=2, pad=1, bias=false"));
    says(
        "no tensor is left for weight 5.weight of 1×1×1×1",
        zip,
        LAYERS + ".then(conv(out=1, kernel=1))");
  }

  private void says(String sentence, Path weights, String layers) {
    Misused.says(
        weights + ": " + sentence,
        () -> imported(description(layers, "state_dict.module."), weights));
  }

  @Test
  void thePrefixMustBeTheFiles() {
    var zip = file("generator-zip.pt");
    assertFails(
        "no tensor begins with 'modle.'", () -> imported(description(LAYERS, "modle."), zip));
  }

  @Test
  void filesThatAreNoneAreNamed() {
    var card = write("card.json", STATE_DICT.getBytes(StandardCharsets.UTF_8));
    var missing = folder.resolve("missing");
    for (Executable read :
        List.<Executable>of(
            () -> ModelImport.read(missing, card), () -> ModelImport.read(card, missing))) {
      var sentence = assertThrows(Misuse.class, read).getMessage();
      assertEquals("there is no file " + missing, sentence);
    }
    assertFails("card.json", () -> ModelImport.read(card, card));
    var script = write("script.json", SCRIPT.getBytes(StandardCharsets.UTF_8));
    assertFails("expected a TorchScript module", () -> ModelImport.read(script, card));
    assertFails(
        "expected a TorchScript module", () -> ModelImport.read(script, file("generator-zip.pt")));
  }

  private static void assertFails(String words, Executable importing) {
    var sentence = assertThrows(Failure.class, importing).getMessage();
    assertTrue(sentence.contains(words), sentence);
    assertEquals(1, sentence.lines().count(), sentence);
  }
}

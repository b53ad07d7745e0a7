package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Safetensors;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.work.Failure;

class ModelTest {
  private static final Rng RNG = Rng.of(2);
  private static final Shape IMAGE = Shape.of(1, 28, 28);
  private static final Condition LABEL = new Condition.Label(3);
  private static final Backbone.Dcgan DCGAN = new Backbone.Dcgan(3);

  @TempDir private Path folder;

  private static Network network(Architecture architecture) {
    return Network.initialise(architecture, new Initialisation.Uniform(), RNG);
  }

  private Path written(ModelCard card, Network network) {
    var file = folder.resolve(card.kind() + ".safetensors");
    Model.stored(card, network.weights().asMap()).write(file);
    return file;
  }

  private static ModelCard generator(Condition condition) {
    var prior = new LatentPrior.Uniform(8);
    var layers = DCGAN.generator(condition.joined(Shape.of(8)), IMAGE);
    return ModelCard.generator(layers, prior, condition, Map.of("seed", 2));
  }

  @Test
  void aGeneratorComesBackFromItsFile() {
    for (var condition : List.of(new Condition.None(), LABEL)) {
      var card = generator(condition);
      try (var network = network(card.architecture().orElseThrow());
          var read = Model.read(written(card, network)).generator()) {
        assertEquals(condition, read.condition());
        assertEquals(card.prior().orElseThrow(), read.prior());
        assertEquals(IMAGE, read.image());
        Scope.run(() -> {
          Tensor z = read.prior().draw(RNG, 0, 1);
          var c = Optional.of(Tensor.of(new int[] {2, 0})).filter(_ -> condition.equals(LABEL));
          var found = read.apply(c, z);
          assertArrayEquals(network.apply(condition.join(z, c)).toArray(), found.toArray());
          assertArrayEquals(IMAGE.batch(2), found.shape());
        });
      }
    }
  }

  @Test
  void aCriticComesBackFromItsFile() {
    for (var condition : List.of(new Condition.None(), LABEL)) {
      var card =
          ModelCard.critic(DCGAN.critic(condition.joined(IMAGE)), IMAGE, condition, Map.of());
      try (var network = network(card.architecture().orElseThrow());
          var read = Model.read(written(card, network)).critic()) {
        Scope.run(() -> {
          Tensor x = RNG.uniform(IMAGE, -1, 1, 0, 1);
          var c = Optional.of(Tensor.of(new int[] {1, 1})).filter(_ -> condition.equals(LABEL));
          var found = read.score(c, x);
          assertArrayEquals(new long[] {2}, found.shape());
          assertArrayEquals(network.apply(condition.join(x, c)).toArray(), found.toArray());
        });
      }
    }
  }

  private static ModelCard classifier() {
    return new ModelCard(
        ModelCard.Kind.CLASSIFIER,
        Optional.of(Architecture.parse("3x4x4 conv(out=2).then(flatten).then(linear(out=5))")),
        Shape.of(3, 4, 4),
        Optional.empty(),
        new Condition.None(),
        new PixelScale(List.of(.5, .4, .3), List.of(.2, .2, .3)),
        Map.of());
  }

  @Test
  void aClassifierComesBackFromItsFile() {
    var card = classifier();
    try (var network = network(card.architecture().orElseThrow());
        var read = Model.read(written(card, network)).classifier()) {
      assertEquals(5, read.classes());
      assertEquals(card.scale(), read.scale());
      Scope.run(() -> {
        Tensor x = RNG.normal(read.image(), 0, 1, 2);
        assertArrayEquals(network.apply(x).toArray(), read.logits(x).toArray());
      });
    }
  }

  @Test
  void equalModelsAreEqualFiles() throws IOException {
    var card = generator(LABEL);
    try (var network = network(card.architecture().orElseThrow())) {
      var first = Files.readAllBytes(written(card, network));
      try (var read = Model.read(written(card, network))) {
        assertEquals(card.json(), read.card().json());
      }
      assertArrayEquals(first, Files.readAllBytes(written(card, network)));
    }
  }

  @Test
  void aModelPlaysOnlyItsOwnPart() {
    var card = classifier();
    try (var network = network(card.architecture().orElseThrow())) {
      var file = written(card, network);
      Misused.says(file + " is a classifier, not a critic", () -> Models.critic(file.toString()));
      Misused.says(
          file + " is a classifier, not a generator", () -> Models.generator(file.toString()));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeTheNetworkSeesIt() {
    var card = generator(LABEL);
    try (var network = network(card.architecture().orElseThrow());
        var read = Model.read(written(card, network)).generator()) {
      Scope.run(() -> {
        Misused.says("takes samples of 8, not of 7", () -> read.apply(Tensor.zeros(1, 7)));
        Misused.says("takes samples of 8, not of 8×1", () -> read.apply(Tensor.zeros(1, 8, 1)));
        Misused.says("needs a class number", () -> read.apply(Tensor.zeros(1, 8)));
      });
    }
  }

  @Test
  void weightsMustBeThoseOfTheLayers() {
    var card = generator(new Condition.None());
    try (var network = network(card.architecture().orElseThrow())) {
      var stored = Model.stored(card, network.weights().asMap());
      var fewer = new LinkedHashMap<>(stored.tensors());
      fewer.remove("1.weight");
      Misused.says(
          "x: the architecture needs a weight 1.weight that is not there",
          () -> Model.of("x", new Safetensors(stored.metadata(), fewer)));
      var other = new LinkedHashMap<>(stored.tensors());
      other.put("1.weight", NdArray.of(new float[7]));
      Misused.says(
          "x: weight 1.weight must be 6 but is [7]",
          () -> Model.of("x", new Safetensors(stored.metadata(), other)));
      Misused.says(
          "x holds weights but no card; import it with a description",
          () -> Model.of("x", new Safetensors(Map.of(), stored.tensors())));
      Misused.says(
          "x: expected a JSON object",
          () -> Model.of("x", new Safetensors(Map.of("preimage", "{"), stored.tensors())));
    }
  }

  @Test
  void aCardWithoutLayersNeedsAModule() {
    var text = "{\"kind\": \"critic\", \"image\": \"1x2x2\", \"range\": [0, 1]}";
    Misused.says(
        "x has neither layers nor a TorchScript module",
        () -> Model.of("x", new Safetensors(Map.of("preimage", text), Map.of())));
    var noise = NdArray.of(new byte[100]);
    var stored = new Safetensors(Map.of("preimage", text), Map.of("torchscript", noise));
    var sentence = assertThrows(Failure.class, () -> Model.of("x", stored)).getMessage();
    assertTrue(sentence.startsWith("x: ") && sentence.contains("TorchScript"), sentence);
    assertFalse(sentence.contains(System.getProperty("java.io.tmpdir")), sentence);
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    Misused.says(
        "no file 'fashion-dcgna' and no model of this name among [fashion-dcgan];"
            + " did you mean 'fashion-dcgan'?",
        () -> Models.open("fashion-dcgna"));
  }

  @Test
  void networksCopyTheirWeights() {
    var architecture = Architecture.parse("3 linear(out=2)");
    try (var network = network(architecture);
        var copy = Network.frozen(network)) {
      Scope.run(() -> {
        Tensor x = RNG.normal(Shape.of(3), 0);
        var before = copy.apply(x).toArray();
        assertArrayEquals(network.apply(x).toArray(), before);
        network.weights().assign(Map.of("bias", Tensor.ones(2)));
        assertArrayEquals(before, copy.apply(x).toArray());
        assertFalse(Arrays.equals(before, network.apply(x).toArray()));
      });
      assertEquals(List.of(), copy.weights().learned());
      assertEquals(List.of("weight", "bias"), network.weights().learned());
    }
  }
}

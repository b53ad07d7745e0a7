package preimage.bench;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.ModelImport;
import preimage.net.Stored;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * Imported models beside PyTorch's outputs for them.
 *
 * @param reference the folder that {@code peers/reference_outputs.py} wrote
 */
record Imports(Path reference) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CARDS = Path.of("bench", "imports");
  private static final double TOLERANCE = 1e-5;
  private static final List<String> MODELS =
      List.of(
          "face32-generator",
          "face32-discriminator",
          "mnist-generator",
          "mnist-critic",
          "cifar10-resnet20");

  /** Writes the table; false if a model is not within the tolerance. */
  boolean write(Path out) {
    var rows = MODELS.stream().map(this::compare).toList();
    var worst =
        rows.stream().flatMap(r -> r.differences().stream()).mapToDouble(d -> d).max().orElse(0);
    boolean holds = worst <= TOLERANCE;
    var columns =
        List.of(
            Column.words("model"),
            Column.words("outputs"),
            Column.numbers("zip"),
            Column.numbers("legacy"),
            Column.numbers("TorchScript"));
    var table = new Table("", columns, rows.stream().map(Row::cells).toList());
    Atomically.write(
        out,
        String.join(
            "\n",
            "# Imported models beside PyTorch",
            "",
            "Sixteen stored latents or images through the models of other people, imported from both"
                + " formats of state dicts and from TorchScript. The numbers are the largest"
                + " |ours − theirs| / max(1, |theirs|) over all output values; "
                + (holds ? "all are" : "NOT all are")
                + " within 1e-5.",
            "",
            MarkdownRenderer.render(table),
            Machine.here().markdown("bench/run imports REFERENCE", "PyTorch " + version())));
    return holds;
  }

  private record Row(String model, String outputs, List<Double> differences) {
    List<Cell> cells() {
      var cells = new ArrayList<Cell>(List.of(Cell.of(model), Cell.of(outputs)));
      differences.forEach(d -> cells.add(Cell.of(d)));
      return cells;
    }
  }

  private Row compare(String model) {
    var arrays = Npz.read(reference.resolve(model + ".npz"));
    var input = arrays.array("input").orElseThrow(() -> missing(model, "input"));
    var output = arrays.array("output").orElseThrow(() -> missing(model, "output"));
    var differences = new ArrayList<Double>();
    var described = CARDS.resolve(model + ".json");
    for (var format : List.of("zip", "legacy", "script")) {
      var weights = reference.resolve(model + "-" + format + ".pt");
      var card = format.equals("script") ? withoutLayers(described) : described;
      try (var imported = Model.of(model, ModelImport.read(card, weights))) {
        differences.add(difference(x -> imported.apply(Optional.empty(), x), input, output));
      }
    }
    var sizes = output.shape().stream().map(String::valueOf).collect(joining("×"));
    return new Row(model, sizes, differences);
  }

  private String version() {
    var file = reference.resolve("reference.json");
    try {
      return JSON.readTree(file.toFile()).required("torch").asText();
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Misuse missing(String model, String array) {
    return new Misuse(model + ".npz holds no array '" + array + "'");
  }

  private static double difference(UnaryOperator<Tensor> network, NdArray x, NdArray expected) {
    float[] ours = Scope.withoutGradient(() -> network.apply(Stored.tensor(x)).toArray());
    float[] theirs = expected.floats();
    if (ours.length != theirs.length) {
      throw new Failure("a network gave " + ours.length + " values instead of " + theirs.length);
    }
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      // A NaN is the worst of all.
      worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
    }
    return worst;
  }

  /** The description of the same model as a TorchScript module: sizes instead of layers. */
  private static Path withoutLayers(Path description) {
    try {
      var text = Files.readString(description);
      var image = ModelCard.parse(text, description.toString()).image();
      var tree = (ObjectNode) JSON.readTree(text);
      tree.remove(List.of("layers", "input", "prefix"));
      tree.put("image", image.toString().replace('×', 'x'));
      var file = Files.createTempFile("script", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, tree.toString());
    } catch (IOException e) {
      throw new Failure(description + " cannot be read: " + e.getMessage(), e);
    }
  }
}

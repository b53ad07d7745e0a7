package preimage.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.io.TorchCheckpoint;
import preimage.net.Architecture;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.Stored;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.TorchScript;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * Imported models beside PyTorch's outputs for them.
 *
 * @param reference the folder that {@code peers/reference_outputs.py} wrote
 */
record Imports(Path reference) {
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
            Machine.here().markdown("bench/run imports REFERENCE")));
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
    for (var format : List.of("zip", "legacy")) {
      try (var network = network(model, reference.resolve(model + "-" + format + ".pt"))) {
        differences.add(difference(network::apply, input, output));
      }
    }
    try (var script = TorchScript.load(reference.resolve(model + "-script.pt"))) {
      differences.add(difference(script::apply, input, output));
    }
    var sizes = output.shape().stream().map(String::valueOf).collect(joining("×"));
    return new Row(model, sizes, differences);
  }

  private static Misuse missing(String model, String array) {
    return new Misuse(model + ".npz holds no array '" + array + "'");
  }

  private static double difference(UnaryOperator<Tensor> network, NdArray x, NdArray expected) {
    float[] ours =
        Scope.withoutGradient(() -> network.apply(Stored.tensor(x)).toArray());
    float[] theirs = expected.floats();
    if (ours.length != theirs.length) {
      throw new Failure("a network gave " + ours.length + " values instead of " + theirs.length);
    }
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      double off = Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i]));
      worst = off <= worst ? worst : off; // NaN counts as worst.
    }
    return worst;
  }

  private static Network network(String model, Path weights) {
    var file = CARDS.resolve(model + ".json");
    var text = text(file);
    var architecture =
        ModelCard.parse(text, file.toString())
            .architecture()
            .orElseThrow(() -> new Misuse(file + ": has no layers"));
    var arrays = TorchCheckpoint.read(weights, ModelCard.prefix(text));
    return Scope.call(() -> Network.frozen(architecture, inOrder(architecture, arrays)));
  }

  /** Both sides list their weights from input to output, whatever they call them. */
  private static Map<String, Tensor> inOrder(Architecture a, Map<String, NdArray> arrays) {
    var values =
        arrays.entrySet().stream()
            .filter(e -> !e.getKey().endsWith("num_batches_tracked"))
            .map(Map.Entry::getValue)
            .toList();
    if (values.size() != a.parameters().size()) {
      throw new Misuse(values.size() + " weights do not fill " + a.parameters().size());
    }
    var named = new LinkedHashMap<String, Tensor>();
    a.parameters().forEach(p -> named.put(p.name(), Stored.tensor(values.get(named.size()))));
    return named;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}

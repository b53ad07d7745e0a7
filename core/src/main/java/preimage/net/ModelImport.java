package preimage.net;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import preimage.io.NdArray;
import preimage.io.Safetensors;
import preimage.io.Source;
import preimage.io.TorchCheckpoint;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.work.Failure;

/**
 * Turns PyTorch's files into models.
 *
 * <p>A state dict's tensors are taken in the order of the file, which is that of the layers: each
 * must have the name (its last part) and the shape of the weight that it becomes.
 */
public final class ModelImport {
  private ModelImport() {}

  /**
   * The model that {@code description} (see {@link ModelCard#parse}) and {@code weights} make.
   *
   * @param weights a state dict, or a TorchScript module if the description names no layers
   * @throws Misuse if the description is wrong or the weights do not fit it
   * @throws Failure if a file cannot be read
   */
  public static Safetensors read(Path description, Path weights) {
    var text = text(description);
    var card = ModelCard.parse(text, description.toString()).noting(origin(weights));
    if (card.architecture().isEmpty()) {
      var stored = Model.stored(card, bytes(weights));
      try (var model = Model.of(weights.toString(), stored)) {
        model.rehearse();
      }
      return stored;
    }
    var arrays = TorchCheckpoint.read(weights, ModelCard.prefix(text));
    try {
      return Scope.call(
          () -> Model.stored(card, Stored.tensors(matched(card.architecture().get(), arrays))));
    } catch (Misuse e) {
      throw new Misuse(weights + ": " + e.getMessage());
    }
  }

  private static Map<String, Object> origin(Path weights) {
    var words = new LinkedHashMap<String, Object>();
    words.put("weights", String.valueOf(weights.getFileName()));
    words.put("weights-sha256", Models.sha256(bytes(weights)));
    return words;
  }

  private static Map<String, NdArray> matched(
      Architecture architecture, Map<String, NdArray> arrays) {
    var left = new ArrayDeque<>(arrays.entrySet());
    left.removeIf(e -> lastPart(e.getKey()).equals("num_batches_tracked"));
    var matched = new LinkedHashMap<String, NdArray>();
    for (var p : architecture.parameters()) {
      var next = left.poll();
      if (next == null) {
        throw new Misuse("no tensor is left for weight " + p.name() + " of " + p.shape());
      }
      if (!lastPart(next.getKey()).equals(lastPart(p.name()))
          || !next.getValue().shape().equals(p.shape().sizes())) {
        throw new Misuse(
            "expected weight %s of %s but found '%s' of %s"
                .formatted(p.name(), p.shape(), next.getKey(), next.getValue().shape()));
      }
      matched.put(p.name(), next.getValue());
    }
    if (!left.isEmpty()) {
      throw new Misuse("the layers leave no place for '" + left.peek().getKey() + "'");
    }
    return matched;
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try (var source = Source.open(file)) {
      return source.read(0, source.size(), "the file");
    }
  }
}

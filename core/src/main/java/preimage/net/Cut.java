package preimage.net;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * A network up to and with one of its layers, which is called by the path that its weights are
 * named by: {@code 3}, or {@code 3.body.0} within a residual block.
 */
record Cut(List<Piece> pieces) {
  /** A layer, and where it stands in the whole network. */
  private record Piece(Layer layer, String path) {}

  /**
   * The part of {@code network} up to the layer {@code path}.
   *
   * @throws Misuse if there is none of that name
   */
  static Cut of(Layer network, String path) {
    var pieces = new ArrayList<Piece>();
    if (!collect(network, "", path, pieces)) {
      throw new Misuse("no layer '%s' among %s".formatted(path, names(network)));
    }
    return new Cut(pieces);
  }

  /** Adds all up to {@code wanted}, a path below {@code at}, if it is there. */
  private static boolean collect(Layer layer, String at, String wanted, List<Piece> pieces) {
    var head = wanted.split("\\.", 2)[0];
    var rest = wanted.length() > head.length() ? wanted.substring(head.length() + 1) : "";
    return switch (layer) {
      case Sequence(var layers) -> {
        if (!head.matches("\\d{1,6}") || Integer.parseInt(head) >= layers.size()) {
          yield false;
        }
        int last = Integer.parseInt(head);
        for (int i = 0; i < last; i++) {
          pieces.add(new Piece(layers.get(i), below(at, i)));
        }
        yield rest.isEmpty()
            ? whole(layers.get(last), below(at, last), pieces)
            : collect(layers.get(last), below(at, last), rest, pieces);
      }
      case Residual(var body, var shortcut) -> {
        var part = head.equals("body") ? body : shortcut;
        yield (head.equals("body") || head.equals("shortcut"))
            && (rest.isEmpty()
                ? whole(part, below(at, head), pieces)
                : collect(part, below(at, head), rest, pieces));
      }
      default -> false;
    };
  }

  /** A sequence within a sequence would be called otherwise, so its layers are added one by one. */
  private static boolean whole(Layer layer, String at, List<Piece> pieces) {
    if (layer instanceof Sequence(var layers)) {
      for (int i = 0; i < layers.size(); i++) {
        whole(layers.get(i), below(at, i), pieces);
      }
    } else {
      pieces.add(new Piece(layer, at));
    }
    return true;
  }

  private static String below(String path, Object part) {
    return path.isEmpty() ? String.valueOf(part) : path + "." + part;
  }

  private static String names(Layer network) {
    if (!(network instanceof Sequence(var layers))) {
      return "[output]";
    }
    var names = new ArrayList<String>();
    for (int i = 0; i < layers.size(); i++) {
      names.add(i + " " + kind(layers.get(i)));
    }
    return names.stream().collect(joining(", ", "[", ", output]"));
  }

  private static String kind(Layer layer) {
    return layer instanceof Residual
        ? "residual with body and shortcut"
        : Layers.ALL.format(layer).replaceFirst("\\(.*", "");
  }

  /** The layers in turn. */
  Sequence layer() {
    return new Sequence(pieces.stream().map(Piece::layer).toList());
  }

  /** Their weights among those of the whole network for samples of {@code input}. */
  Map<String, Tensor> weights(Shape input, Map<String, Tensor> all) {
    var mine = new LinkedHashMap<String, Tensor>();
    Shape shape = input;
    for (int i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      for (var p : piece.layer.parameters(shape)) {
        var stored = all.get(piece.path + "." + p.name());
        if (stored != null) {
          mine.put(i + "." + p.name(), stored);
        }
      }
      shape = piece.layer.output(shape);
    }
    return mine;
  }
}

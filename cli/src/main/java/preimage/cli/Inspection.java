package preimage.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import preimage.net.Layers;
import preimage.net.ModelCard;

/** What something is, by topic. */
record Inspection(SequencedMap<String, Object> tree) {
  /** What a model's card says of it. */
  static Inspection of(String name, ModelCard card) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", name);
    tree.put("kind", card.kind().toString());
    tree.put("image", card.image().toString());
    card.prior().ifPresent(p -> tree.put("prior", Layers.PRIORS.describe(p)));
    tree.put("condition", Layers.CONDITIONS.describe(card.condition()));
    tree.put("pixels", card.scale().toString());
    card.architecture()
        .ifPresentOrElse(
            a -> {
              tree.put("parameters", a.size());
              tree.put("architecture", a.toString());
            },
            () -> tree.put("architecture", "a TorchScript module"));
    tree.put("provenance", card.provenance());
    return new Inspection(tree);
  }

  /** For people: a topic a line, those within others indented. */
  String text() {
    var text = new StringBuilder();
    write(text, tree, "");
    return text.toString();
  }

  private static void write(StringBuilder text, Map<?, ?> tree, String indent) {
    int width = tree.keySet().stream().mapToInt(k -> k.toString().length()).max().orElse(0);
    tree.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) {
        text.append("%s%s%n".formatted(indent, key));
        write(text, inner, indent + "  ");
      } else {
        var number = value instanceof Long n ? "%,d".formatted(n) : String.valueOf(value);
        var gap = " ".repeat(width - key.toString().length());
        text.append("%s%s%s  %s%n".formatted(indent, key, gap, number));
      }
    });
  }
}

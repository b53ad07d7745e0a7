package preimage.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.tensor.Shape;

/**
 * What a model is, beside its weights.
 *
 * @param architecture its layers; none where it is a TorchScript module
 * @param image (c, h, w) of the images that it makes or takes
 * @param prior where its latents come from, if it is a generator
 * @param provenance where it comes from, in words by topic
 */
public record ModelCard(
    Kind kind,
    Optional<Architecture> architecture,
    Shape image,
    Optional<LatentPrior> prior,
    Condition condition,
    PixelScale scale,
    Map<String, Object> provenance) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final List<String> KEYS =
      List.of(
          "kind",
          "input",
          "layers",
          "image",
          "prior",
          "condition",
          "range",
          "normalisation",
          "prefix",
          "provenance");

  /** What a model does. */
  public enum Kind {
    GENERATOR,
    CRITIC,
    CLASSIFIER;

    static Kind parse(Object name) {
      for (Kind kind : values()) {
        if (kind.toString().equals(name)) {
          return kind;
        }
      }
      throw new Misuse("kind must be generator, critic or classifier but was '" + name + "'");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that the parts fit each other. */
  public ModelCard {
    if (kind == Kind.GENERATOR && prior.isEmpty()) {
      throw new Misuse("a generator needs a prior, such as uniform(dimension=100)");
    }
    if (scale.means().size() != 1 && scale.means().size() != image.size(0)) {
      throw new Misuse(
          "normalisation needs one mean or one a channel of " + image + ", not " + scale.means());
    }
    var outer = image;
    var inner = prior;
    architecture.ifPresent(a -> {
      if (kind == Kind.GENERATOR && !a.output().equals(outer)) {
        throw new Misuse("the generator makes " + a.output() + ", not images of " + outer);
      }
      if (kind == Kind.CRITIC && a.output().count() != 1) {
        throw new Misuse("a critic must give one score but gives " + a.output());
      }
      var into =
          condition.joined(
              kind == Kind.GENERATOR ? Shape.of(inner.orElseThrow().dimension()) : outer);
      if (!a.input().equals(into)) {
        throw new Misuse("the layers take " + a.input() + " but are given " + into);
      }
    });
  }

  /** The card of a generator with these layers. */
  public static ModelCard generator(
      Architecture a, LatentPrior prior, Condition condition, Map<String, Object> provenance) {
    return new ModelCard(
        Kind.GENERATOR,
        Optional.of(a),
        a.output(),
        Optional.of(prior),
        condition,
        PixelScale.SIGNED,
        provenance);
  }

  /** The card of a critic with these layers, of images of {@code image}. */
  public static ModelCard critic(
      Architecture a, Shape image, Condition condition, Map<String, Object> provenance) {
    return new ModelCard(
        Kind.CRITIC,
        Optional.of(a),
        image,
        Optional.empty(),
        condition,
        PixelScale.SIGNED,
        provenance);
  }

  /** The same card with more words of where the model comes from. */
  ModelCard noting(Map<String, Object> origin) {
    var words = new LinkedHashMap<>(provenance);
    words.putAll(origin);
    return new ModelCard(kind, architecture, image, prior, condition, scale, words);
  }

  /** The sizes of what goes in beside the condition: a latent or an image. */
  public Shape input() {
    return kind == Kind.GENERATOR ? Shape.of(prior.orElseThrow().dimension()) : image;
  }

  /** The text that {@link #parse} reads. */
  public String json() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", kind.toString());
    architecture.ifPresent(a -> {
      tree.put("input", sizes(a.input()));
      tree.put("layers", Layers.ALL.format(a.layer()));
    });
    tree.put("image", sizes(image));
    prior.ifPresent(p -> tree.put("prior", Layers.PRIORS.describe(p)));
    tree.put("condition", Layers.CONDITIONS.describe(condition));
    // In this order, so that equal cards are equal bytes.
    var normalisation = new LinkedHashMap<String, Object>();
    normalisation.put("mean", scale.means());
    normalisation.put("std", scale.deviations());
    tree.put("normalisation", normalisation);
    tree.put("provenance", provenance);
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words can always be written", e);
    }
  }

  /**
   * Reads a description: {@code kind}, {@code input} and {@code layers} (neither for TorchScript,
   * which needs {@code image}), {@code prior}, {@code condition}, {@code range} or {@code
   * normalisation}.
   *
   * @param source what to call the text in complaints
   * @throws Misuse if it is not JSON, or a part is missing, unknown or does not fit
   */
  public static ModelCard parse(String text, String source) {
    try {
      return read(tree(text));
    } catch (Misuse e) {
      throw new Misuse(source + ": " + e.getMessage());
    } catch (ArithmeticException _) {
      throw new Misuse(source + ": such sizes hold more values than can be counted");
    }
  }

  /** The {@code prefix} of a description: what the names of a checkpoint's weights begin with. */
  public static String prefix(String text) {
    return String.valueOf(tree(text).getOrDefault("prefix", ""));
  }

  private static Map<?, Object> tree(String text) {
    try {
      @SuppressWarnings("unchecked")
      Map<Object, Object> tree = JSON.readValue(text, Map.class);
      if (tree == null) {
        throw new Misuse("expected a JSON object, not null");
      }
      return tree;
    } catch (JsonProcessingException e) {
      var line = Optional.ofNullable(e.getLocation()).map(l -> "see line " + l.getLineNr() + ", ");
      throw new Misuse("expected a JSON object; " + line.orElse("") + e.getOriginalMessage());
    }
  }

  private static ModelCard read(Map<?, Object> tree) {
    for (Object key : tree.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw Near.missing(String.valueOf(key), KEYS);
      }
    }
    var fields = new Fields(tree);
    var kind = Kind.parse(fields.value("kind").orElse("missing"));
    var prior = fields.text("prior").map(Layers.PRIORS::parse);
    var condition =
        fields.text("condition").map(Layers.CONDITIONS::parse).orElse(new Condition.None());
    var layers = fields.value("layers").map(Layers.ALL::ofJson);
    var declared = fields.text("image").map(Architecture::sizes);
    var input =
        fields
            .text("input")
            .map(Architecture::sizes)
            .or(() -> prior.map(p -> condition.joined(Shape.of(p.dimension()))));
    var architecture =
        layers.map(l ->
            new Architecture(
                input.orElseThrow(() -> new Misuse("layers need input, such as 1x28x28")), l));
    Shape image =
        declared
            .or(() -> architecture.map(a -> kind == Kind.GENERATOR ? a.output() : a.input()))
            .orElseThrow(() -> new Misuse("a model without layers needs image, such as 3x32x32"));
    return new ModelCard(
        kind, architecture, image, prior, condition, fields.scale(), fields.provenance());
  }

  private static String sizes(Shape shape) {
    return shape.toString().replace('×', 'x');
  }

  /** A description's parts, each of the type that it must have. */
  private record Fields(Map<?, Object> tree) {
    Optional<Object> value(String key) {
      return Optional.ofNullable(tree.get(key));
    }

    Optional<String> text(String key) {
      return value(key)
          .map(v -> {
            if (v instanceof String s) {
              return s;
            }
            throw new Misuse(key + " must be a text but was " + v);
          });
    }

    PixelScale scale() {
      if (value("normalisation").isPresent()) {
        if (value("range").isPresent()) {
          throw new Misuse("a model needs range or normalisation, not both");
        }
        if (tree.get("normalisation") instanceof Map<?, ?> n) {
          return new PixelScale(numbers(n, "mean"), numbers(n, "std"));
        }
        throw new Misuse("normalisation must hold mean and std");
      }
      if (value("range").isEmpty()) {
        throw new Misuse("a model needs range, such as [-1, 1], or normalisation");
      }
      var range = numbers(tree, "range");
      if (range.size() != 2) {
        throw new Misuse("range must be two numbers but was " + range);
      }
      return PixelScale.range(range.get(0), range.get(1));
    }

    Map<String, Object> provenance() {
      var words = new LinkedHashMap<String, Object>();
      if (value("provenance").orElse(Map.of()) instanceof Map<?, ?> given) {
        given.forEach((key, v) -> words.put(String.valueOf(key), v));
      }
      return words;
    }

    private static List<Double> numbers(Map<?, ?> tree, String key) {
      if (tree.get(key) instanceof List<?> list
          && list.stream().allMatch(Number.class::isInstance)) {
        return list.stream().map(n -> ((Number) n).doubleValue()).toList();
      }
      throw new Misuse(key + " must be a list of numbers but was " + tree.get(key));
    }
  }
}

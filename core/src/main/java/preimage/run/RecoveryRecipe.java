package preimage.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.latent.Chooser;
import preimage.latent.Classes;
import preimage.latent.Recovery;
import preimage.latent.Targets;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.spec.Misuse;

/**
 * All that decides what a recovery of many targets gives.
 *
 * @param choice how, and why so
 * @param model the generator, as {@link Models} names it
 * @param targets images, with their labels for a generator that takes a class number
 * @param conditions an image for each target, for a generator that takes one
 * @param truth the latents that the targets were made of, if they are known: to measure errors
 * @param seed of all randomness
 */
public record RecoveryRecipe(
    Chooser.Choice choice,
    String model,
    Dataset targets,
    Optional<Dataset> conditions,
    Optional<TrueLatents> truth,
    long seed) {
  /** By a method that was told. */
  public RecoveryRecipe(
      Recovery method,
      String model,
      Dataset targets,
      Optional<Dataset> conditions,
      Optional<TrueLatents> truth,
      long seed) {
    this(Chooser.Choice.told(method), model, targets, conditions, truth, seed);
  }

  public Recovery method() {
    return choice.recovery();
  }

  /** The recipe as words by topic, with every default spelt out. */
  public Map<String, Object> words() {
    var words = new LinkedHashMap<String, Object>();
    words.put("method", Catalogs.RECOVERIES.describe(method()));
    words.put("chosen", choice.why());
    words.put("model", model);
    words.put("model-sha256", Models.sha256(model));
    var files = files();
    if (!files.isEmpty()) {
      words.put("files", files);
    }
    words.put("seed", seed);
    words.put("chunk", Recovery.chunk(targets.size()));
    words.put("dataset", Provenance.of(targets));
    conditions.ifPresent(set -> words.put("condition", Provenance.of(set)));
    truth.ifPresent(z -> words.put("latents", facts(z)));
    return words;
  }

  /** The sums of what the method reads, by name. */
  private Map<String, String> files() {
    var sums = new LinkedHashMap<String, String>();
    Stream.of(method().start().files(), method().distance().files())
        .flatMap(List::stream)
        .forEach(file -> sums.put(file.toString(), Provenance.sha256(file)));
    return sums;
  }

  private static Map<String, Object> facts(TrueLatents z) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("name", z.name());
    facts.put("sha256", z.sha256());
    return facts;
  }

  Targets aims() {
    var images = conditions.map(c -> Targets.of(targets, c)).orElseGet(() -> Targets.of(targets));
    return truth.map(z -> images.madeOf(z::rows)).orElse(images);
  }

  /**
   * Looks whether {@code generator} could make the targets.
   *
   * @throws Misuse if it could not, naming both
   */
  void refuse(Generator generator) {
    if (!generator.image().equals(targets.shape())) {
      throw new Misuse(
          "%s makes images of %s but those of %s are %s"
              .formatted(model, generator.image(), targets.name(), targets.shape()));
    }
    if (conditions.isPresent() && !(generator.condition() instanceof Condition.Image)) {
      throw new Misuse(model + " takes no condition images");
    }
    switch (generator.condition()) {
      case Condition.None _ -> {}
      case Condition.Label(int classes) -> {
        if (method().classes() == Classes.GIVEN) {
          refuseUnlabelled(classes);
        }
      }
      case Condition.Image image -> refuse(image);
    }
    truth.ifPresent(z -> refuse(generator, z));
  }

  private void refuseUnlabelled(int classes) {
    if (targets.classes() < 1 || targets.classes() > classes) {
      throw new Misuse(
          "%s needs for each target one of %d classes but %s has %s"
              .formatted(
                  model,
                  classes,
                  targets.name(),
                  targets.classes() < 1 ? "no labels" : targets.classes() + " classes"));
    }
  }

  private void refuse(Condition.Image wanted) {
    var set =
        conditions.orElseThrow(
            () -> new Misuse(model + " needs a condition image for each target"));
    if (set.size() != targets.size()) {
      throw new Misuse(
          "%s holds %d targets but %s %d conditions"
              .formatted(targets.name(), targets.size(), set.name(), set.size()));
    }
    int c = wanted.channels();
    var sizes = set.shape().sizes();
    if (sizes.get(0) != c || sizes.get(1) != wanted.height() || sizes.get(2) != wanted.width()) {
      throw new Misuse(
          "%s takes condition images of %d×%d×%d but those of %s are %s"
              .formatted(model, c, wanted.height(), wanted.width(), set.name(), set.shape()));
    }
  }

  private void refuse(Generator generator, TrueLatents z) {
    if (z.count() != targets.size()) {
      throw new Misuse(
          "%s holds %d targets but %s %d latents"
              .formatted(targets.name(), targets.size(), z.name(), z.count()));
    }
    int d = generator.prior().dimension();
    if (z.dimension() != d) {
      throw new Misuse(
          "%s takes latents of %d components but those of %s have %d"
              .formatted(model, d, z.name(), z.dimension()));
    }
  }

  /**
   * In what this is another recipe than one of these words, as a sentence's end; where a file lies
   * does not matter, only what it holds.
   */
  Optional<String> difference(Map<?, ?> old) {
    var now = words();
    for (var topic : new String[] {"method", "seed"}) {
      if (!String.valueOf(now.get(topic)).equals(String.valueOf(old.get(topic)))) {
        return Optional.of("with %s %s, not %s".formatted(topic, old.get(topic), now.get(topic)));
      }
    }
    if (!String.valueOf(now.get("model-sha256")).equals(String.valueOf(old.get("model-sha256")))) {
      return Optional.of("by another generator than " + model + " is now");
    }
    if (!String.valueOf(now.get("files")).equals(String.valueOf(old.get("files")))) {
      return Optional.of("by a method whose files held something else");
    }
    if (!sum(now, "dataset").equals(sum(old, "dataset"))) {
      return Optional.of("of other images than " + targets.name() + " holds now");
    }
    if (!sum(now, "condition").equals(sum(old, "condition"))) {
      return Optional.of("with other conditions");
    }
    if (!sum(now, "latents").equals(sum(old, "latents"))) {
      return Optional.of("with other true latents, or none");
    }
    return String.valueOf(now.get("chunk")).equals(String.valueOf(old.get("chunk")))
        ? Optional.empty()
        : Optional.of("by another version, which cuts targets into other chunks");
  }

  private static String sum(Map<?, ?> words, String topic) {
    return words.get(topic) instanceof Map<?, ?> facts ? String.valueOf(facts.get("sha256")) : "";
  }
}

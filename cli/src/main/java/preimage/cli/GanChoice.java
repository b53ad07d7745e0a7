package preimage.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Datasets;
import preimage.net.Condition;
import preimage.net.Layers;
import preimage.run.GanRecipe;
import preimage.run.Presets;
import preimage.spec.Misuse;
import preimage.train.GanTraining;
import preimage.work.Progress;

/** What a GAN is trained on, and how: a recipe, begun with a preset or the defaults. */
final class GanChoice {
  private static final int EPOCHS = 20;
  private static final String IMAGE = "image";
  private static final String LABEL = "label";

  @Option(names = "--data", required = true, paramLabel = "SET", description = "What to learn.")
  private String data = "";

  @Option(
      names = "--training",
      paramLabel = "SPEC",
      description = "Networks, loss and rates; see 'preimage help gan'.")
  private Optional<String> training = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "SPEC",
      description = "The game, instead of the training's; see 'preimage list losses'.")
  private Optional<String> loss = Optional.empty();

  @Option(
      names = "--latent",
      paramLabel = "SPEC",
      description = "What is done to latents, such as qua or div(steps=3).")
  private Optional<String> latent = Optional.empty();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Begin with a named recipe; see 'preimage list presets'.")
  private Optional<String> preset = Optional.empty();

  @Option(names = "--steps", paramLabel = "N", description = "How many updates of the generator.")
  private Optional<Long> steps = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "How many times through the data, instead of --steps; " + EPOCHS + " unless told.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Images in an update; 64 unless told.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--condition",
      paramLabel = "SPEC",
      description =
          "What both networks are told: none, label, or image; label if the loss needs it.")
  private Optional<String> condition = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private Optional<Long> seed = Optional.empty();

  /** A recipe, and the data that it says. */
  record Choice(GanRecipe recipe, Dataset data) {}

  Choice choose(Machine machine, Progress progress) {
    var basis = preset.filter(name -> !Presets.isVariant(name)).map(Presets::recipe);
    var method = method(basis.map(GanRecipe::training).orElseGet(GanTraining::new));
    var told = condition.or(() -> basis.map(b -> Layers.CONDITIONS.describe(b.condition())));
    var word = told.orElse(method.loss().needsLabels() ? LABEL : "none");
    if (word.equals(IMAGE) || word.startsWith(IMAGE + "(")) {
      var pairs = Datasets.pairs(data);
      var given = pairs.second().shape();
      var all = pairs.stacked(data);
      var image = new Condition.Image(given.size(0), given.size(1), given.size(2));
      return new Choice(recipe(method, image, all, basis), all);
    }
    var set = machine.open(data, progress);
    return new Choice(recipe(method, condition(word, set, method), set, basis), set);
  }

  private GanRecipe recipe(
      GanTraining method, Condition told, Dataset set, Optional<GanRecipe> basis) {
    long times = steps(set, method, basis);
    return new GanRecipe(
        method, data, told, times, seed.or(() -> basis.map(GanRecipe::seed)).orElse(0L));
  }

  private GanTraining method(GanTraining basis) {
    var chosen = training.map(Catalogs.TRAININGS::parse).orElse(basis);
    var played = loss.map(Catalogs.LOSSES::parse).map(chosen::loss).orElse(chosen);
    var searched =
        latent
            .map(text -> Presets.variant(preset, text))
            .map(Catalogs.LATENT_SEARCHES::parse)
            .map(played::latent)
            .orElse(played);
    return batch.map(searched::batch).orElse(searched);
  }

  private long steps(Dataset set, GanTraining method, Optional<GanRecipe> basis) {
    if (steps.isPresent() && epochs.isPresent()) {
      throw new Misuse("give --steps or --epochs, not both");
    }
    if (epochs.isEmpty() && steps.or(() -> basis.map(GanRecipe::steps)).isPresent()) {
      return steps.or(() -> basis.map(GanRecipe::steps)).orElseThrow();
    }
    int times = epochs.orElse(EPOCHS);
    if (times < 1) {
      throw new Misuse("epochs must be at least 1 but was " + times);
    }
    return (long) times * Math.max(1, set.size() / method.images());
  }

  private Condition condition(String word, Dataset set, GanTraining method) {
    if (!word.equals(LABEL) && !(condition.isEmpty() && word.startsWith(LABEL + "("))) {
      return Layers.CONDITIONS.parse(word);
    }
    if (set.classes() < 2) {
      throw new Misuse(
          condition.isEmpty() && preset.isEmpty()
              ? "%s needs labels, which %s does not have"
                  .formatted(Catalogs.LOSSES.format(method.loss()), set.name())
              : set.name() + " has no labels to condition on");
    }
    return new Condition.Label(set.classes());
  }
}

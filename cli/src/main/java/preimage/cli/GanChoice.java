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
import preimage.train.Games;
import preimage.train.GanTraining;
import preimage.work.Progress;

/** What a GAN is trained on, and how: a recipe, begun with a preset or the defaults. */
final class GanChoice {
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
      description =
          "What is done to latents, such as qua or div(steps=3); presets ending in -qua have the"
              + " published step of each game.")
  private Optional<String> latent = Optional.empty();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Begin with a named recipe; see 'preimage list presets'.")
  private Optional<String> preset = Optional.empty();

  @Option(
      names = "--condition",
      paramLabel = "SPEC",
      description =
          "What both networks are told: none, label, or image; label if the loss needs it.")
  private Optional<String> condition = Optional.empty();

  /** A recipe, and the data that it says. */
  record Choice(GanRecipe recipe, Dataset data) {}

  Choice choose(Lessons lessons, Sets sets, Progress progress) {
    preset
        .filter(name -> Presets.isVariant(name) && latent.isEmpty())
        .ifPresent(name -> {
          throw new Misuse(
              "preset '%s' says how --latent qua or div is read; give --latent".formatted(name));
        });
    var basis = preset.filter(name -> !Presets.isVariant(name)).map(Presets::recipe);
    var method = method(lessons, basis.map(GanRecipe::training).orElseGet(GanTraining::new));
    var otherwise = method.loss().needsLabels() ? LABEL : "none";
    // A preset that tells its players nothing leaves a game what it needs.
    var told =
        basis
            .map(GanRecipe::condition)
            .filter(c -> !(c instanceof Condition.None))
            .map(Layers.CONDITIONS::describe);
    var word = condition.or(() -> told).orElse(otherwise);
    if (word.equals(IMAGE) || word.startsWith(IMAGE + "(")) {
      var pairs = Datasets.pairs(data);
      var given = pairs.second().shape();
      var all = pairs.stacked(data);
      var image = new Condition.Image(given.size(0), given.size(1), given.size(2));
      return new Choice(recipe(lessons, method, image, all, basis), all);
    }
    var set = sets.open(data, progress);
    return new Choice(recipe(lessons, method, condition(word, set, method), set, basis), set);
  }

  private GanRecipe recipe(
      Lessons lessons, GanTraining method, Condition told, Dataset set, Optional<GanRecipe> basis) {
    long steps = lessons.steps(set, method.images(), basis.map(GanRecipe::steps));
    long seed = lessons.seed(basis.map(GanRecipe::seed).orElse(0L));
    return new GanRecipe(fading(method, steps), data, told, steps, seed);
  }

  /** A preset's rate falls over all steps, however many; one that was spelt out must last. */
  private GanTraining fading(GanTraining method, long steps) {
    if (training.isEmpty()) {
      return method.over(steps);
    }
    method
        .fade()
        .filter(fade -> fade < steps)
        .ifPresent(fade -> {
          throw new Misuse(
              "with fade=%d the rate is 0 before step %d: let it fade over %d, or give --steps %d"
                  .formatted(fade, steps, steps, fade));
        });
    return method;
  }

  private GanTraining method(Lessons lessons, GanTraining basis) {
    var chosen = training.map(Catalogs.TRAININGS::parse).orElse(basis);
    var played = loss.map(Games.LOSSES::parse).map(chosen::loss).orElse(chosen);
    // How many latents the generator has is the search's to say; a preset's number is that of
    // its own search.
    var free = training.isEmpty() ? played.shared() : played;
    var searched =
        latent
            .map(text -> Presets.variant(preset, text))
            .map(Games.LATENT_SEARCHES::parse)
            .map(free::latent)
            .orElse(played);
    return lessons.batch().map(searched::batch).orElse(searched);
  }

  private Condition condition(String word, Dataset set, GanTraining method) {
    if (!word.equals(LABEL) && !(condition.isEmpty() && word.startsWith(LABEL + "("))) {
      return Layers.CONDITIONS.parse(word);
    }
    if (set.classes() < 2) {
      throw new Misuse(
          condition.isEmpty() && method.loss().needsLabels()
              ? "%s needs labels, which %s does not have"
                  .formatted(Games.LOSSES.format(method.loss()), set.name())
              : set.name() + " has no labels to condition on");
    }
    return new Condition.Label(set.classes());
  }
}

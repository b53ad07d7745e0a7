package preimage.reproduce;

import java.util.Optional;
import preimage.Catalogs;
import preimage.latent.Improvement;
import preimage.net.Condition;
import preimage.net.Layers;
import preimage.run.GanRecipe;
import preimage.run.Presets;
import preimage.train.Games;
import preimage.train.GanTraining;

/**
 * A game that AdvLatGAN's tables have a row for.
 *
 * @param cell what its cells' names begin with
 * @param score the loss of -z, as score losses are called
 * @param vanilla its training without a search
 * @param latent the search of latents that is held against that
 */
record Contest(String cell, String label, String score, GanRecipe vanilla, String latent) {

  /** One with a training of ours. */
  static Contest of(
      String cell, String label, String score, String data, String training, String latent) {
    return of(cell, label, score, data, training, new Condition.None(), latent);
  }

  private static Contest of(
      String cell,
      String label,
      String score,
      String data,
      String training,
      Condition condition,
      String latent) {
    var how = Catalogs.TRAININGS.parse(training);
    return new Contest(cell, label, score, new GanRecipe(how, data, condition, 1, 0), latent);
  }

  /** One whose training is a preset. */
  static Contest preset(String cell, String label, String score, String preset, String latent) {
    return new Contest(cell, label, score, Presets.recipe(preset), latent);
  }

  /** The same told so many classes. */
  Contest told(int classes) {
    var label = Layers.CONDITIONS.parse("label(classes=%s)".formatted(classes));
    var recipe = new GanRecipe(vanilla.training(), vanilla.data(), label, vanilla.steps(), 0);
    return new Contest(cell, this.label, score, recipe, latent);
  }

  /** The same trained for so many steps. */
  Contest steps(long steps) {
    var recipe = new GanRecipe(vanilla.training(), vanilla.data(), vanilla.condition(), steps, 0);
    return new Contest(cell, label, score, recipe, latent);
  }

  /** The same with another label. */
  Contest called(String other) {
    return new Contest(cell, other, score, vanilla, latent);
  }

  /** The training without a search. */
  GanTraining training() {
    return vanilla.training();
  }

  /** The training with the search. */
  GanTraining searching() {
    return vanilla.training().latent(Games.LATENT_SEARCHES.parse(latent));
  }

  /** Any training of this row. */
  GanRecipe recipe(GanTraining training, long steps, int seed) {
    return new GanRecipe(training, vanilla.data(), vanilla.condition(), steps, seed);
  }

  /** -z as released, with the loss of this game. */
  Improvement moving() {
    return Catalogs.IMPROVEMENTS.parse("improvement-code(loss=%s)".formatted(score));
  }

  /** Such a training as a cell. */
  Trained plain(int seed) {
    return new Trained(
        cell("net", seed), recipe(vanilla.training(), vanilla.steps(), seed), Optional.empty());
  }

  /** What a cell of this row is called. */
  String cell(String what, int seed) {
    return "%s-%s-seed%d".formatted(cell, what, seed);
  }
}

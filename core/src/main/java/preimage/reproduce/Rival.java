package preimage.reproduce;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import preimage.Catalogs;
import preimage.latent.Improvement;
import preimage.report.Cell;
import preimage.train.Games;
import preimage.train.GanTraining;

/**
 * A column of AdvLatGAN's tables 9 to 12: how a game's training or its latents are changed.
 *
 * @param cell its cells are called so
 * @param net its training's cells are called so
 * @param training of a game
 * @param method moves latents after it
 * @param published its place among the numbers of a row of the paper
 */
record Rival(
    String label,
    String cell,
    String net,
    Function<Contest, GanTraining> training,
    Optional<Function<Contest, Improvement>> method,
    Optional<Integer> published) {
  /** The vanilla training as it is. */
  static Rival vanilla() {
    return of(Stage.VANILLA, Optional.empty(), Contest::training, Optional.empty());
  }

  /** Table 4's -z of the vanilla training. */
  static Rival moving(int published) {
    return of(Stage.Z, Optional.of(published), Contest::training, Optional.of(Contest::moving));
  }

  /** Table 4's -qua. */
  static Rival searching(int published) {
    return of(Stage.QUA, Optional.of(published), Contest::searching, Optional.empty());
  }

  /** Table 4's -qua+. */
  static Rival both(int published) {
    return of(Stage.PLUS, Optional.of(published), Contest::searching, Optional.of(Contest::moving));
  }

  /** Their cells are those of table 4, which may be borrowed. */
  private static Rival of(
      Stage stage,
      Optional<Integer> published,
      Function<Contest, GanTraining> training,
      Optional<Function<Contest, Improvement>> method) {
    return new Rival(stage.label(), stage.cell(), stage.net(), training, method, published);
  }

  /** Another way to move the latents of the vanilla training. */
  static Rival moved(String label, String cell, String spec, int published) {
    return new Rival(
        label,
        cell,
        Stage.VANILLA.net(),
        Contest::training,
        Optional.of(_ -> Catalogs.IMPROVEMENTS.parse(spec)),
        Optional.of(published));
  }

  /** The game inside another one: a loss with the setting {@code game}. */
  static Rival around(String label, String loss, int published) {
    return new Rival(
        label,
        loss,
        "net." + loss,
        c -> {
          var inner = Games.LOSSES.describe(c.vanilla().training().loss());
          var outer = Games.LOSSES.parse("%s(game=%s)".formatted(loss, inner));
          return c.vanilla().training().loss(outer);
        },
        Optional.empty(),
        Optional.of(published));
  }

  /** The paper's number in a game's row. */
  Cell number(Optional<List<Cell>> row) {
    return row.flatMap(cells -> published.map(cells::get)).orElse(Cell.missing());
  }
}

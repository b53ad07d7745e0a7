package preimage.reproduce;

import java.util.List;
import java.util.Optional;
import preimage.data.Dataset;
import preimage.train.GanTraining;

/** A row's training without a search, for longer: the controls of a table. */
record Longer(Contest contest, int seed) {
  /** The cell that says how many steps -qua's time buys. */
  String pace() {
    return contest.cell("pace", 0);
  }

  /** As many steps as the search takes the time of. */
  Job time(String cell, double effort, Dataset data) {
    var recipe =
        "%s, for as long as the training with the search by %s"
            .formatted(contest.plain(seed).recipe().words(), pace());
    return new Job(
        cell,
        recipe,
        effort,
        List.of(pace(), contest.plain(seed).cell()),
        desk -> {
          double ratio = Double.parseDouble(String.valueOf(desk.words(pace()).get(Pace.RATIO)));
          long steps = Math.max(1, Math.round(contest.vanilla().steps() * ratio));
          return training(cell, steps).train(desk, data).with(Pace.RATIO, ratio);
        });
  }

  /** Twice the steps. */
  Job doubled(String cell, double effort, Dataset data) {
    return training(cell, 2 * contest.vanilla().steps()).job(effort, data);
  }

  /** Where the rate does not fall, it goes on from the short one; else it is one of its own. */
  private Trained training(String cell, long steps) {
    GanTraining training = contest.vanilla().training();
    boolean same = training.fade().isEmpty() && steps >= contest.vanilla().steps();
    return new Trained(
        cell,
        contest.recipe(training.over(steps), steps, seed),
        same ? Optional.of(contest.plain(seed).cell()) : Optional.empty());
  }
}

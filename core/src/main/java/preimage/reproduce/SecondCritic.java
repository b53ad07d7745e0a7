package preimage.reproduce;

import java.util.List;
import java.util.stream.IntStream;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Critic;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.run.GanFolder;

/**
 * A cell that asks a critic about moved latents that had no part in moving them.
 *
 * @param moved the cell of the latents
 * @param net the training of the generator
 * @param other the training of the critic
 * @param seed of the latents before they were moved
 */
record SecondCritic(String moved, String net, String other, int seed) {
  /** The fact of what share of latents it likes better than before. */
  static final String RAISED = "raised";

  /** The fact of how far the mean score rose, in deviations of the scores before. */
  static final String RISE = "rise";

  Job job(String cell) {
    var recipe = "the critic of %s about %s".formatted(other, moved);
    return new Job(cell, recipe, 500, List.of(moved, net, other), this::asked);
  }

  private Result asked(Job.Desk desk) {
    for (var training : List.of(net, other)) {
      var failed = Trained.diverged(desk, training);
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    var generators = new GanFolder(desk.of(net));
    var critics = new GanFolder(desk.of(other));
    try (var generator = Models.generator(generators.generator().toString());
        var critic = Models.critic(critics.critic().toString())) {
      var rows = desk.arrays(moved).array(Evaluation.LATENTS).orElseThrow();
      float[][] end = rows.rows("cell " + moved, "latents");
      var start = Latents.drawn(generator, end.length, seed);
      return compared(generator, critic, start, start.with(end));
    }
  }

  private static Result compared(Generator generator, Critic critic, Latents start, Latents end) {
    double[] before = Sampling.scores(generator, critic, start);
    double[] after = Sampling.scores(generator, critic, end);
    long raised = IntStream.range(0, before.length).filter(i -> after[i] > before[i]).count();
    double mean = Spreads.mean(before);
    double square =
        IntStream.range(0, before.length).mapToDouble(i -> square(before[i] - mean)).sum();
    double deviation = Math.sqrt(square / Math.max(1, before.length - 1));
    return Result.empty()
        .with(RAISED, (double) raised / before.length)
        .with(RISE, (Spreads.mean(after) - mean) / deviation);
  }

  private static double square(double x) {
    return x * x;
  }
}

package preimage.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import preimage.latent.Improved;
import preimage.latent.Improvement;
import preimage.search.Trace;

/** How scores rise as latents are improved. */
final class ScoreCharts {
  private static final int MOMENTS = 128;

  private ScoreCharts() {}

  /**
   * What the critic says of all latents after so many steps; or the objective, if no score can be
   * told from it.
   */
  static Chart along(Improvement method, Improved improved) {
    var traces = improved.courses().stream().map(c -> c.trace()).toList();
    boolean scored = traces.stream().allMatch(t -> method.scores(t).isPresent());
    var values = traces.stream().map(t -> method.scores(t).orElse(t.value())).toList();
    long last = traces.stream().mapToLong(t -> t.step()[t.count() - 1]).max().orElse(0);
    int moments = (int) Math.min(MOMENTS, last + 1);
    var step = new double[moments];
    var mean = new double[moments];
    var low = new double[moments];
    var high = new double[moments];
    for (int k = 0; k < moments; k++) {
      long now = moments < 2 ? 0 : Math.round((double) last * k / (moments - 1));
      double[] all =
          IntStream.range(0, traces.size())
              .mapToDouble(i -> at(traces.get(i), values.get(i), now))
              .sorted()
              .toArray();
      step[k] = now;
      mean[k] = Arrays.stream(all).average().orElse(Double.NaN);
      low[k] = all[all.length / 4];
      high[k] = all[all.length - 1 - all.length / 4];
    }
    return new Chart(
        scored ? "Critic score against step" : "Objective against step",
        "Mean over all latents; the band holds the middle half of them.",
        Axis.linear("step"),
        Axis.linear(scored ? "critic score" : "objective"),
        List.of(new Series.Line("", step, mean, low, high)));
  }

  /** The value at the latest moment not after {@code step}. */
  private static double at(Trace trace, double[] values, long step) {
    int at = Arrays.binarySearch(trace.step(), step);
    return values[at >= 0 ? at : Math.max(0, -at - 2)];
  }

  /** Which share of latents has at most which score. */
  static Chart spread(Improved improved) {
    return new Chart(
        "Scores before and after",
        "The share of latents that score no higher.",
        Axis.linear("critic score"),
        Axis.linear("share"),
        List.of(sorted("before", improved.before()), sorted("after", improved.after())));
  }

  private static Series sorted(String name, double[] scores) {
    double[] ascending = Arrays.stream(scores).sorted().toArray();
    double[] share =
        IntStream.rangeClosed(1, scores.length)
            .mapToDouble(i -> i / (double) scores.length)
            .toArray();
    return new Series.Line(name, ascending, share);
  }
}

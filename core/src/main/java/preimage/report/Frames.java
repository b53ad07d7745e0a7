package preimage.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import preimage.latent.Improved;

/**
 * Frames of a way between two latents, before and after they were improved.
 *
 * @param low the score below which a frame is marked
 */
record Frames(Improved improved, double low) {
  Pictures pictures(ImprovementReport report) {
    int[] all = IntStream.range(0, improved.count()).toArray();
    var captions =
        Arrays.stream(all)
            .mapToObj(i -> new Pictures.Caption(ImprovementReport.scores(improved, i), mark(i)))
            .toList();
    return new Pictures(
        "Frames",
        "Equidistant latents from the first to the second. Below each: the critic's score before"
            + " and after. A score is low below "
            + Numerals.significant(3).write(low)
            + ", as those of a quarter of the prior's draws are.",
        report.strips(improved, all),
        captions);
  }

  private String mark(int frame) {
    if (!(improved.before()[frame] < low)) {
      return "";
    }
    return improved.after()[frame] < low ? "low, still low" : "low, repaired";
  }

  Chart chart() {
    double[] frame = IntStream.range(0, improved.count()).asDoubleStream().toArray();
    var level = new double[frame.length];
    Arrays.fill(level, low);
    return new Chart(
        "Score of each frame",
        "",
        Axis.linear("frame"),
        Axis.linear("critic score"),
        List.of(
            new Series.Line("before", frame, improved.before()),
            new Series.Line("after", frame, improved.after()),
            new Series.Line("low", frame, level)));
  }
}

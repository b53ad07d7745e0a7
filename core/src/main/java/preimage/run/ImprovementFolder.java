package preimage.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.latent.Improved;
import preimage.latent.Judged;
import preimage.search.Course;

/** The files of one improvement. */
public record ImprovementFolder(Path folder) {
  /**
   * {@code z0} (n, d), {@code z} (n, d) and, of n values each, {@code score_before}, {@code
   * score_after}, {@code steps}, {@code forward_equivalents}, {@code outcome}, {@code label} where
   * there are labels, {@code judge_before}, {@code judge_after} where another critic was asked.
   */
  public Path results() {
    return folder.resolve("improved.npz");
  }

  public Path report() {
    return folder.resolve("report.html");
  }

  /**
   * Makes the folder; until results are written it stays empty.
   *
   * @throws preimage.spec.Misuse if it holds anything
   * @throws preimage.work.Failure if it cannot be made
   */
  public void prepare() {
    new Folder(folder).makeFresh();
  }

  /** Writes the recipe of the run and what became of the latents. */
  public void write(Map<String, Object> words, Improved improved, Optional<Judged> judged) {
    RunFile.in(folder).write(words);
    int n = improved.count();
    var arrays =
        Npz.empty()
            .with("z0", rows(improved.start().z()))
            .with("z", rows(improved.z()))
            .with("score_before", NdArray.of(improved.before(), n))
            .with("score_after", NdArray.of(improved.after(), n))
            .with(
                "steps",
                NdArray.of(improved.courses().stream().mapToLong(Course::steps).toArray(), n))
            .with("forward_equivalents", NdArray.of(improved.costs(), n))
            .with("outcome", improved.outcomes().stream().map(Enum::name).toList());
    int[] labels = improved.start().labels();
    var all = labels.length == 0 ? arrays : arrays.with("label", NdArray.of(widened(labels), n));
    judged
        .map(j ->
            all.with("judge_before", NdArray.of(j.before(), n))
                .with("judge_after", NdArray.of(j.after(), n)))
        .orElse(all)
        .write(results());
  }

  private static long[] widened(int[] labels) {
    return Arrays.stream(labels).asLongStream().toArray();
  }

  private static NdArray rows(float[][] z) {
    int d = z[0].length;
    var values = new float[Math.multiplyExact(z.length, d)];
    for (int i = 0; i < z.length; i++) {
      System.arraycopy(z[i], 0, values, i * d, d);
    }
    return NdArray.of(values, z.length, d);
  }
}

package preimage.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.latent.Recovered;
import preimage.search.Trace;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Failure;

/** The files of one recovery. */
public record RecoveryFolder(Path folder) {
  /** The targets whose search is written down, from the first on. */
  private static final int CURVES = 12;

  /** Recipe and provenance, written before the first step. */
  public Path recipe() {
    return RunFile.in(folder).file();
  }

  /**
   * {@code z} (n, d), {@code image} (n, c, h, w), and one value a target: {@code loss}, {@code
   * outcome}, {@code steps}, {@code forward_equivalents}, those of its {@link
   * preimage.latent.Certificate}, and {@code error} where the true latents were given.
   */
  public Path results() {
    return folder.resolve("recovered.npz");
  }

  /** A line of JSON for each target. */
  public Path lines() {
    return folder.resolve("recovered.jsonl");
  }

  public Path report() {
    return folder.resolve("report.html");
  }

  /** How the searches of the first targets went: a line of JSON for each. */
  Journal curves() {
    return new Journal(folder.resolve("curves.jsonl"));
  }

  /** Where chunks wait until all are there. */
  RecoveryParts parts(int count) {
    return new RecoveryParts(folder.resolve("parts"), count);
  }

  /**
   * Looks whether {@code recipe} may be carried out here; changes nothing.
   *
   * @throws Misuse if the folder holds anything and is not to be resumed, or anything but a
   *     recovery by this recipe
   */
  void admit(RecoveryRecipe recipe, boolean resume) {
    var place = new Folder(folder);
    if (place.holdsRun(resume)) {
      var old = words();
      if (!old.keySet().containsAll(List.of("method", "model-sha256", "seed", "dataset"))) {
        throw new Misuse(place + " holds files of another kind; choose another --out");
      }
      recipe
          .difference(old)
          .ifPresent(end -> {
            throw new Misuse(place + " holds a recovery " + end + "; choose another --out");
          });
    }
  }

  /** Makes the folder ready: all that decides the result is written before the first step. */
  public void prepare(Map<String, Object> words) {
    new Folder(folder).make();
    Atomically.sweep(folder);
    RunFile.in(folder).write(words);
  }

  /** Removes what is written before the first part. */
  void forget() {
    try {
      Files.deleteIfExists(curves().file());
      Files.deleteIfExists(recipe());
    } catch (IOException e) {
      throw new Failure("cannot empty " + folder + ": " + e.getMessage(), e);
    }
  }

  /** What {@code run.json} holds. */
  public Map<String, Object> words() {
    return RunFile.in(folder).words();
  }

  /** Whether a recovery came to its end here, but perhaps for its report. */
  boolean finished() {
    return Files.exists(results()) && Files.exists(lines());
  }

  /**
   * Makes the folder, which may hold an earlier run whose words were of the same topics; changes
   * nothing of it.
   *
   * @throws Misuse if it holds anything else, such as a training
   * @throws preimage.work.Failure if it cannot be made
   */
  public void admitReplacement(Map<String, Object> words) {
    var place = new Folder(folder);
    if (!place.isEmpty() && !alike(words)) {
      throw new Misuse(place + " holds files of another kind; choose another --out");
    }
    place.make();
  }

  private boolean alike(Map<String, Object> words) {
    return Files.exists(recipe()) && words().keySet().containsAll(words.keySet());
  }

  /**
   * Writes what was recovered.
   *
   * @param error ‖z − z′‖² / d of each latent where the true ones are known, else empty
   */
  public void write(Recovered recovered, double[] error) {
    ResultColumn.table(new ResultColumn.Part(recovered, error)).write(results());
    writeLines();
  }

  /** Writes the lines of what {@link #results} holds. */
  void writeLines() {
    new ResultLines(results(), "target").write(lines());
  }

  /** Writes down how the searches of the first targets went. */
  void writeCurves(Recovered first) {
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(CURVES, first.count()); i++) {
      var trace = first.courses().get(i).trace();
      var facts = new LinkedHashMap<String, Object>();
      facts.put("target", i);
      facts.put("step", trace.step());
      facts.put("forward_equivalents", trace.cost());
      facts.put("objective", trace.value());
      facts.put("latent_error", trace.error());
      text.append(Journal.line(facts));
    }
    Atomically.write(curves().file(), text.toString());
  }

  /** How the searches of the first targets went. */
  public List<Trace> traces() {
    var traces = new ArrayList<Trace>();
    for (var line : curves().read()) {
      traces.add(
          new Trace(
              whole(line, "step"),
              whole(line, "forward_equivalents"),
              numbers(line, "objective"),
              numbers(line, "latent_error")));
    }
    return traces;
  }

  private static long[] whole(Map<String, Object> line, String key) {
    return Arrays.stream(numbers(line, key)).mapToLong(v -> (long) v).toArray();
  }

  /** Numbers as JSON holds them, those that are not finite as words. */
  private static double[] numbers(Map<String, Object> line, String key) {
    return line.get(key) instanceof List<?> values
        ? values.stream().mapToDouble(v -> Double.parseDouble(String.valueOf(v))).toArray()
        : new double[0];
  }
}

package preimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.latent.Certificate;
import preimage.latent.Recovered;
import preimage.latent.Sampling;
import preimage.latent.Targets;
import preimage.latent.Thresholds;
import preimage.latent.Verdict;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.CertificateReport;
import preimage.report.MarkdownRenderer;
import preimage.run.Journal;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Failure;
import preimage.work.Progress;

/**
 * Certificates of recovered latents beside the true ones.
 *
 * @param targets images of latents drawn from the prior
 * @param moved of these latents so many are also certified where they have been moved
 * @param partial the targets done so far, a line for each; a run that finds some goes on from there
 */
record Certificates(int targets, int moved, Path partial) {
  private static final String MODEL = "fashion-dcgan";
  private static final String METHOD = "recovery";
  private static final long SEED = 2017;
  private static final int CHUNK = 64;
  private static final double SHARE = .95;
  private static final double EXACT = 1e-10;

  Certificates {
    if (targets < 1 || moved < 1 || moved > targets) {
      throw new Misuse("targets must be at least 1, and at least as many as are moved");
    }
  }

  /** Writes the page; false if the goals are missed. */
  boolean write(Path out) {
    try (var generator = Models.generator(MODEL)) {
      var truth = Sampling.latents(generator, targets, SEED);
      var found = recovered(generator, truth);
      var shifts = new Shifts(generator, Arrays.copyOf(truth, moved)).measure();
      boolean enough = found.certified() >= SHARE * targets;
      boolean sound = found.wrong() == 0 && shifts.stream().allMatch(Shifts.Row::sound);
      var m = Math.toIntExact(generator.image().count());
      var page = new ArrayList<String>();
      page.add("# Certificates beside the true latents");
      page.add("");
      page.add(
          "Aimed at: of at least 1,000 generated targets at least 95 % certified `recovered`, and none"
              + " certified whose true error ‖z − z′‖²/d exceeds 1e-6. "
              + (enough && sound ? "Reached." : "Missed: see the numbers."));
      page.add("");
      page.add(
          "%,d latents drawn from the prior of %s, their images recovered by `%s`; chunk by chunk, so"
                  .formatted(targets, MODEL, METHOD)
              + " that restarts are made of targets that need them.");
      page.add("");
      page.addAll(found.markdown());
      page.add("## Latents moved away from the truth");
      page.add("");
      page.add(
          "Each of the first %,d latents moved to a given error along the direction that its image shows"
                  .formatted(moved)
              + " least, and certified against the image of where it was. None beyond 1e-6 may be"
              + " certified; how many within 1e-6 are, is what the certificate's caution costs.");
      page.add("");
      page.add(MarkdownRenderer.render(Shifts.table(shifts)));
      page.add("## Thresholds");
      page.add("");
      new Thresholds(m, truth[0].length)
          .words()
          .forEach((name, words) -> page.add("- " + name + ": " + words));
      page.add("");
      page.add(Machine.here().markdown("bench/run certificate --targets " + targets));
      Atomically.write(out, String.join("\n", page));
      forget();
      return enough && sound;
    }
  }

  /** What is done is on the page now, and must not speak for another version. */
  private void forget() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new Failure("cannot delete " + partial + ": " + e.getMessage(), e);
    }
  }

  private Results recovered(Generator generator, float[][] truth) {
    var method = Catalogs.RECOVERIES.parse(METHOD);
    var journal = new Journal(partial);
    int done = journal.read().size();
    // A chunk that was cut off is done again.
    journal.rewind(done - done % CHUNK - 1L);
    for (int from = done - done % CHUNK; from < targets; from += CHUNK) {
      var z = Arrays.copyOfRange(truth, from, Math.min(targets, from + CHUNK));
      var images = Sampling.images(generator, z, new int[0]);
      var chunk = method.recover(generator, Targets.of(images), SEED + from, Progress.silent());
      for (int i = 0; i < z.length; i++) {
        journal.add(line(from + i, chunk, i, z[i]));
      }
      System.err.printf("%,d of %,d targets%n", from + z.length, targets);
    }
    return new Results(journal.read().subList(0, targets));
  }

  private static Map<String, Object> line(int number, Recovered chunk, int i, float[] truth) {
    var certificate = chunk.certificates().get(i);
    var facts = new LinkedHashMap<String, Object>();
    facts.put("step", number);
    facts.put("error", error(chunk.z()[i], truth));
    facts.put("verdict", certificate.verdict().name());
    facts.put("sigma_min", certificate.sigmaMin());
    facts.put("kappa", certificate.kappa());
    facts.put("bound", certificate.bound());
    facts.put("loss", certificate.loss());
    facts.put("rounding", certificate.rounding());
    facts.put("search", chunk.costs()[i]);
    facts.put("certificate", certificate.cost());
    return facts;
  }

  static double error(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double off = (double) a[j] - b[j];
      sum += off * off;
    }
    return sum / a.length;
  }

  /** What is known of each target. */
  private record Results(List<Map<String, Object>> lines) {
    double[] of(String name) {
      return lines.stream()
          .mapToDouble(line -> Double.parseDouble(String.valueOf(line.get(name))))
          .toArray();
    }

    List<Verdict> verdicts() {
      return lines.stream().map(l -> Verdict.valueOf(String.valueOf(l.get("verdict")))).toList();
    }

    int[] those(Verdict verdict) {
      var verdicts = verdicts();
      return IntStream.range(0, lines.size()).filter(i -> verdicts.get(i) == verdict).toArray();
    }

    int certified() {
      return those(Verdict.RECOVERED).length;
    }

    long wrong() {
      double[] error = of("error");
      return IntStream.of(those(Verdict.RECOVERED))
          .filter(i -> !(error[i] <= Certificate.TOLERANCE))
          .count();
    }

    List<String> markdown() {
      double[] error = of("error");
      double[] bound = of("bound");
      long[] cost = Arrays.stream(of("certificate")).mapToLong(c -> (long) c).toArray();
      var groups =
          List.of(
              new CertificateReport.Group(
                  "generated", verdicts(), of("sigma_min"), of("kappa"), cost, error));
      var certified = those(Verdict.RECOVERED);
      double exact = Arrays.stream(error).filter(e -> e < EXACT).count();
      double exactly = IntStream.of(certified).filter(i -> error[i] < EXACT).count();
      double ratio = IntStream.of(certified).mapToDouble(i -> error[i] / bound[i]).max().orElse(0);
      double largest = IntStream.of(certified).mapToDouble(i -> bound[i]).max().orElse(0);
      double[] loss = of("loss");
      double[] rounding = of("rounding");
      double left = IntStream.of(certified).mapToDouble(i -> loss[i] / rounding[i]).max().orElse(0);
      return List.of(
          MarkdownRenderer.render(CertificateReport.table(groups)),
          MarkdownRenderer.render(CertificateReport.truth(groups)),
          "Below 1e-10: %.1f %% of all, %.1f %% of the certified. "
                  .formatted(100 * exact / error.length, 100 * exactly / certified.length)
              + "The search took %,.0f forward-equivalents a target, restarts included; the "
                  .formatted(Arrays.stream(of("search")).average().orElse(0))
              + "certificate %,.0f more. ".formatted(Arrays.stream(cost).average().orElse(0))
              + "Over the certified, the true error is at most %.2g of its bound, the bound at most %.2g, "
                  .formatted(ratio, largest)
              + "and the loss at most %.2g of what rounding may leave.".formatted(left),
          "");
    }
  }
}

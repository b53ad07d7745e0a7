package preimage.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.latent.Certificate;
import preimage.latent.Recovered;
import preimage.latent.Verdict;
import preimage.spec.Misuse;
import preimage.work.Atomically;

/** The files of one recovery. */
public record RecoveryFolder(Path folder) {
  /** Recipe and provenance, written before the first step. */
  public Path recipe() {
    return RunFile.in(folder).file();
  }

  /**
   * {@code z} (n, d), {@code image} (n, c, h, w) and, of n values each, {@code loss}, {@code rank},
   * {@code sigma_min}, {@code kappa}, {@code forward_equivalents}, {@code error} where the true
   * latents are known, {@code outcome}, {@code verdict}.
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

  /**
   * Makes an empty folder ready for a run of this recipe.
   *
   * @throws Misuse if the folder holds anything
   * @throws preimage.work.Failure if it cannot be made or written to
   */
  public void prepare(Map<String, Object> words) {
    var place = new Folder(folder);
    if (!place.isEmpty()) {
      throw new Misuse(place + " is not empty; choose another --out");
    }
    start(words);
  }

  /**
   * Makes a folder ready that may hold an earlier run whose words were of the same topics.
   *
   * @throws Misuse if it holds anything else, such as a training
   * @throws preimage.work.Failure if it cannot be made or written to
   */
  public void replace(Map<String, Object> words) {
    var place = new Folder(folder);
    if (!place.isEmpty() && !alike(words)) {
      throw new Misuse(place + " holds files of another kind; choose another --out");
    }
    start(words);
  }

  private boolean alike(Map<String, Object> words) {
    return Files.exists(recipe())
        && RunFile.in(folder).words().keySet().containsAll(words.keySet());
  }

  private void start(Map<String, Object> words) {
    new Folder(folder).make();
    RunFile.in(folder).write(words);
  }

  /** Writes what was recovered. */
  public void write(Recovered recovered) {
    write(recovered, Optional.empty());
  }

  /**
   * Writes what was recovered.
   *
   * @param error ‖z − z′‖² / d of each latent, where the true ones are known
   */
  public void write(Recovered recovered, Optional<double[]> error) {
    int n = recovered.count();
    int d = recovered.z()[0].length;
    var shape = recovered.images().shape();
    var z = new float[n * d];
    var loss = new float[n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(recovered.z()[i], 0, z, i * d, d);
      loss[i] = (float) recovered.loss()[i];
    }
    var certificates = recovered.certificates();
    var arrays =
        Npz.empty()
            .with("z", NdArray.of(z, n, d))
            .with(
                "image",
                NdArray.of(
                    recovered.images().pixels(), n, shape.size(0), shape.size(1), shape.size(2)))
            .with("loss", NdArray.of(loss, n))
            .with("rank", CertificateFolder.whole(certificates, Certificate::rank))
            .with("sigma_min", CertificateFolder.real(certificates, Certificate::sigmaMin))
            .with("kappa", CertificateFolder.real(certificates, Certificate::kappa))
            .with("forward_equivalents", NdArray.of(recovered.costs()))
            .with("outcome", recovered.outcomes().stream().map(Enum::name).toList())
            .with("verdict", recovered.verdicts().stream().map(Verdict::toString).toList());
    error.map(e -> arrays.with("error", NdArray.of(e))).orElse(arrays).write(results());
    Atomically.write(
        lines(),
        out -> {
          for (int i = 0; i < n; i++) {
            out.write(line(recovered, error, i));
          }
        });
  }

  private static byte[] line(Recovered recovered, Optional<double[]> error, int i) {
    var course = recovered.courses().get(i);
    var facts = new LinkedHashMap<String, Object>();
    facts.put("target", i);
    facts.put("loss", recovered.loss()[i]);
    facts.put("outcome", course.outcome().name());
    facts.put("steps", course.steps());
    facts.put("forward_equivalents", course.cost());
    error.ifPresent(e -> facts.put("error", e[i]));
    facts.putAll(CertificateFolder.facts(recovered.certificates().get(i)));
    facts.put("certificate_equivalents", recovered.certificates().get(i).cost());
    return Journal.line(facts).getBytes(StandardCharsets.UTF_8);
  }
}

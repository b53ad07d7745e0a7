package preimage.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.latent.Certificate;
import preimage.spec.Misuse;
import preimage.work.Atomically;

/** The files of certificates of given latents. */
public record CertificateFolder(Path folder) {
  /**
   * {@code verdict} (n) as strings, and as numbers (n): {@code rank}, {@code sigma_min}, {@code
   * kappa}, {@code signed_loss}, {@code rounding}, {@code error_bound}, {@code stationarity},
   * {@code forward_equivalents}; see {@link Certificate}.
   */
  public Path results() {
    return folder.resolve("certificates.npz");
  }

  /** A line of JSON for each latent. */
  public Path lines() {
    return folder.resolve("certificates.jsonl");
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
    place.make();
    RunFile.in(folder).write(words);
  }

  /** Writes what was found. */
  public void write(List<Certificate> certificates) {
    Npz.empty()
        .with("verdict", certificates.stream().map(c -> c.verdict().toString()).toList())
        .with("rank", whole(certificates, Certificate::rank))
        .with("sigma_min", real(certificates, Certificate::sigmaMin))
        .with("kappa", real(certificates, Certificate::kappa))
        .with("signed_loss", real(certificates, Certificate::loss))
        .with("rounding", real(certificates, Certificate::rounding))
        .with("error_bound", real(certificates, Certificate::bound))
        .with("stationarity", real(certificates, Certificate::stationarity))
        .with("forward_equivalents", whole(certificates, Certificate::cost))
        .write(results());
    Atomically.write(
        lines(),
        out -> {
          for (int i = 0; i < certificates.size(); i++) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("latent", i);
            facts.putAll(facts(certificates.get(i)));
            facts.put("forward_equivalents", certificates.get(i).cost());
            out.write(Journal.line(facts).getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  static NdArray real(List<Certificate> certificates, ToDoubleFunction<Certificate> value) {
    return NdArray.of(certificates.stream().mapToDouble(value).toArray());
  }

  static NdArray whole(List<Certificate> certificates, ToLongFunction<Certificate> value) {
    return NdArray.of(certificates.stream().mapToLong(value).toArray());
  }

  /** What a line says of one certificate. */
  static Map<String, Object> facts(Certificate certificate) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("verdict", certificate.verdict().toString());
    facts.put("rank", certificate.rank());
    facts.put("sigma_min", certificate.sigmaMin());
    facts.put("kappa", certificate.kappa());
    facts.put("signed_loss", certificate.loss());
    facts.put("rounding", certificate.rounding());
    facts.put("error_bound", certificate.bound());
    facts.put("stationarity", certificate.stationarity());
    var agreement = certificate.agreement();
    facts.put("starts", agreement.starts());
    facts.put("reconstructed", agreement.reconstructed());
    facts.put("spread", agreement.spread());
    return facts;
  }
}

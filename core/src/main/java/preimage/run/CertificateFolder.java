package preimage.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.latent.Certificate;

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
   * Makes the folder; until results are written it stays empty.
   *
   * @throws preimage.spec.Misuse if it holds anything
   * @throws preimage.work.Failure if it cannot be made
   */
  public void prepare() {
    new Folder(folder).makeFresh();
  }

  /** Writes the recipe of the run and what was found. */
  public void write(Map<String, Object> words, List<Certificate> certificates) {
    RunFile.in(folder).write(words);
    with(Npz.empty(), certificates)
        .with("forward_equivalents", whole(certificates, Certificate::cost))
        .write(results());
    new ResultLines(results(), "latent").write(lines());
  }

  /** These arrays, and those of certificates that hold of a latent whatever other starts say. */
  static Npz with(Npz npz, List<Certificate> certificates) {
    return npz.with("verdict", certificates.stream().map(c -> c.verdict().toString()).toList())
        .with("rank", whole(certificates, Certificate::rank))
        .with("sigma_min", real(certificates, Certificate::sigmaMin))
        .with("kappa", real(certificates, Certificate::kappa))
        .with("signed_loss", real(certificates, Certificate::loss))
        .with("rounding", real(certificates, Certificate::rounding))
        .with("error_bound", real(certificates, Certificate::bound))
        .with("stationarity", real(certificates, Certificate::stationarity));
  }

  static NdArray real(List<Certificate> certificates, ToDoubleFunction<Certificate> value) {
    return NdArray.of(certificates.stream().mapToDouble(value).toArray());
  }

  static NdArray whole(List<Certificate> certificates, ToLongFunction<Certificate> value) {
    return NdArray.of(certificates.stream().mapToLong(value).toArray());
  }
}

package preimage.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.latent.Certificate;
import preimage.latent.Recovered;

/**
 * One array, or some that belong together, of {@code recovered.npz}: what it is called, and how it
 * is added for some targets. What has one value a target stands in {@code recovered.jsonl} too.
 */
record ResultColumn(String name, Addition addition) {
  /** What was recovered of some targets, and the errors of their latents where these are known. */
  record Part(Recovered recovered, double[] error) {}

  @FunctionalInterface
  private interface Addition {
    Npz to(Npz npz, Part part);
  }

  /** Those of every recovery. */
  private static final List<ResultColumn> ALWAYS =
      List.of(
          numbers("z", part -> latents(part.recovered)),
          numbers("image", part -> images(part.recovered)),
          numbers("loss", part -> NdArray.of(part.recovered.loss())),
          texts("outcome", part -> part.recovered.outcomes().stream().map(Enum::name).toList()),
          numbers("steps", part -> NdArray.of(steps(part.recovered))),
          numbers("forward_equivalents", part -> NdArray.of(part.recovered.costs())),
          new ResultColumn(
              "certificate",
              (npz, part) -> CertificateFolder.with(npz, part.recovered.certificates())),
          numbers("starts", part -> whole(part, c -> c.agreement().starts())),
          numbers("reconstructed", part -> whole(part, c -> c.agreement().reconstructed())),
          numbers("spread", ResultColumn::spread),
          numbers("certificate_equivalents", part -> whole(part, Certificate::cost)));

  /** Those where the true latents are known. */
  private static final List<ResultColumn> WITH_TRUTH =
      List.of(numbers("error", part -> NdArray.of(part.error)));

  /** Those where targets have class numbers, or all classes were tried. */
  private static final List<ResultColumn> WITH_LABELS =
      List.of(numbers("label", part -> NdArray.of(part.recovered.images().labels())));

  private static ResultColumn numbers(String name, Function<Part, NdArray> values) {
    return new ResultColumn(name, (npz, part) -> npz.with(name, values.apply(part)));
  }

  private static ResultColumn texts(String name, Function<Part, List<String>> values) {
    return new ResultColumn(name, (npz, part) -> npz.with(name, values.apply(part)));
  }

  private static NdArray whole(Part part, ToLongFunction<Certificate> value) {
    return CertificateFolder.whole(part.recovered.certificates(), value);
  }

  private static NdArray spread(Part part) {
    return CertificateFolder.real(part.recovered.certificates(), c -> c.agreement().spread());
  }

  /** All columns of these targets. */
  static Npz table(Part part) {
    var columns = new ArrayList<>(ALWAYS);
    if (part.error.length > 0) {
      columns.addAll(WITH_TRUTH);
    }
    if (part.recovered.images().labelled()) {
      columns.addAll(WITH_LABELS);
    }
    var npz = Npz.empty();
    for (var column : columns) {
      npz = column.addition.to(npz, part);
    }
    return npz;
  }

  private static NdArray latents(Recovered recovered) {
    int n = recovered.count();
    int d = recovered.z()[0].length;
    var z = new float[n * d];
    for (int i = 0; i < n; i++) {
      System.arraycopy(recovered.z()[i], 0, z, i * d, d);
    }
    return NdArray.of(z, n, d);
  }

  private static NdArray images(Recovered recovered) {
    var images = recovered.images();
    var shape = images.shape();
    return NdArray.of(images.pixels(), images.count(), shape.size(0), shape.size(1), shape.size(2));
  }

  private static long[] steps(Recovered recovered) {
    return recovered.courses().stream().mapToLong(course -> course.steps()).toArray();
  }
}

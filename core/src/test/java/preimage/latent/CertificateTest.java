package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.data.Images;
import preimage.net.LatentPrior;
import preimage.net.Models;
import preimage.net.PixelScale;
import preimage.search.Outcome;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;
import preimage.work.Progress;

class CertificateTest {
  private static final int D = Analytic.DIMENSION;
  private static final int M = 48;

  /** Images whose first d pixels are the latents times {@code sigma}, the others grey. */
  private static Analytic linear(double... sigma) {
    var matrix = new float[D * M];
    for (int j = 0; j < D; j++) {
      matrix[j * M + j] = (float) sigma[j];
    }
    return Analytic.of(z -> z.matmul(Tensor.of(matrix, D, M)));
  }

  private static double[] geometric(double least) {
    var sigma = new double[D];
    Arrays.setAll(sigma, j -> Math.pow(least, j / (D - 1.)));
    return sigma;
  }

  private static List<Certificate> certify(Analytic generator, Images targets, float[][] z) {
    return Certification.certify(generator, Targets.of(targets), z, Progress.silent());
  }

  private static List<Certificate> certify(Analytic generator, float[][] z) {
    return certify(generator, Sampling.images(generator, z, new int[0]), z);
  }

  @Test
  void ownImagesAreNotClipped() {
    // Pixels far beyond [−1, 1], as of generators whose last layer has no bounds.
    var sigma = new double[D];
    Arrays.fill(sigma, 30);
    try (var generator = linear(sigma)) {
      var own = Latents.of(generator.latents(5));
      all(Verdict.RECOVERED, Certification.certify(generator, own, Progress.silent()));
    }
  }

  private static void all(Verdict verdict, List<Certificate> certificates) {
    var expected = Collections.nCopies(certificates.size(), verdict);
    assertEquals(expected, certificates.stream().map(Certificate::verdict).toList());
  }

  private static double error(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += Math.pow(a[j] - b[j], 2) / a.length;
    }
    return sum;
  }

  @Test
  void saysWhatIsKnownOfALinearGenerator() {
    try (var generator = linear(geometric(.01))) {
      for (var scale : List.of(PixelScale.SIGNED, PixelScale.UNIT, PixelScale.range(0, 255))) {
        var scaled = generator.with(scale);
        for (var certificate : certify(scaled, scaled.latents(70))) {
          assertEquals(Verdict.RECOVERED, certificate.verdict());
          assertEquals(8, certificate.rank());
          assertEquals(.01, certificate.sigmaMin(), 1e-7);
          assertEquals(100, certificate.kappa(), 1e-3);
          assertEquals(2 + D, certificate.cost());
          assertEquals(new Certificate.Agreement(1, 1, 0), certificate.agreement());
        }
      }
    }
  }

  @Test
  void boundsTheErrorThatItCannotSee() {
    var offset = .004f;
    try (var generator = linear(geometric(.01))) {
      var z = generator.latents(40);
      var moved = new float[40][];
      for (int i = 0; i < 40; i++) {
        moved[i] = z[i].clone();
        // Along the direction that images show least, further and further.
        moved[i][D - 1] += (float) (offset * Math.pow(2, -i));
      }
      var images = Sampling.images(generator, z, new int[0]);
      var certificates = certify(generator, images, moved);
      for (int i = 0; i < 40; i++) {
        double error = error(z[i], moved[i]);
        assertTrue(error <= certificates.get(i).bound(), "error " + error + " of " + i);
        assertTrue(
            error <= Certificate.TOLERANCE || certificates.get(i).verdict() != Verdict.RECOVERED);
      }
      assertEquals(Verdict.FAILED, certificates.getFirst().verdict());
      assertEquals(Verdict.RECOVERED, certificates.getLast().verdict());
    }
  }

  @Test
  void aDirectionThatRoundingHidesIsNotIdentifiable() {
    try (var generator = linear(geometric(1e-4))) {
      var z = generator.latents(20);
      var moved = new float[20][];
      for (int i = 0; i < 20; i++) {
        moved[i] = z[i].clone();
        moved[i][D - 1] += .01f;
      }
      var certificates = certify(generator, Sampling.images(generator, z, new int[0]), moved);
      all(Verdict.NOT_IDENTIFIABLE, certificates);
      for (int i = 0; i < 20; i++) {
        assertEquals(8, certificates.get(i).rank());
        assertTrue(error(z[i], moved[i]) <= certificates.get(i).bound());
      }
    }
  }

  @Test
  void certifiesWhatIsRecovered() {
    try (var generator = Analytic.tanh()) {
      var recovered = new Recovery().recover(generator, generator.images(70), 1);
      all(Verdict.RECOVERED, recovered.certificates());
      var z = generator.latents(70);
      for (int i = 0; i < 70; i++) {
        assertTrue(error(z[i], recovered.z()[i]) <= recovered.certificates().get(i).bound());
      }
      // At the origin the Jacobian is the matrix itself.
      var origin = certify(generator, new float[1][D]).getFirst();
      assertEquals(0, origin.stationarity());
      assertEquals(8, origin.rank());
    }
  }

  @Test
  void theBuiltInGeneratorIsIdentifiableToItsRounding() {
    try (var generator = Models.generator("fashion-dcgan")) {
      var z = Sampling.latents(generator, 3, 1);
      var images = Targets.of(Sampling.images(generator, z, new int[0]));
      for (var certificate : Certification.certify(generator, images, z, Progress.silent())) {
        assertEquals(Verdict.RECOVERED, certificate.verdict());
        assertEquals(100, certificate.rank());
        assertEquals(101, certificate.cost());
      }
    }
  }

  @Test
  void countsTheRankOfADeficientGenerator() {
    try (var generator = Analytic.deficient()) {
      var recovered = new Recovery().recover(generator, generator.images(20), 1);
      all(Verdict.NOT_IDENTIFIABLE, recovered.certificates());
      for (var certificate : recovered.certificates()) {
        assertEquals(3, certificate.rank());
        assertEquals(Double.POSITIVE_INFINITY, certificate.bound());
      }
    }
  }

  @Test
  void fewerPixelsThanComponentsIdentifyNothing() {
    try (var generator = Analytic.of(z -> z.matmul(Tensor.ones(D, M)).mul(.1))) {
      for (var certificate : certify(generator, generator.latents(3))) {
        assertEquals(1, certificate.rank());
        assertEquals(Verdict.NOT_IDENTIFIABLE, certificate.verdict());
      }
    }
  }

  @Test
  void severalStartsShowThatAGeneratorIsFolded() {
    try (var folded = Analytic.folded();
        var plain = Analytic.tanh()) {
      var recovery = new Recovery(new Start.Prior(), new Recovery().solver(), 4, 0, Clip.STANDARD);
      var several = recovery.recover(folded, folded.images(20), 1);
      var certificates = several.certificates();
      int seen = 0;
      for (int i = 0; i < 20; i++) {
        var agreement = certificates.get(i).agreement();
        assertEquals(4, agreement.starts());
        if (agreement.reconstructed() > 1 && agreement.spread() > 1e-3) {
          assertEquals(Verdict.NOT_IDENTIFIABLE, certificates.get(i).verdict());
          seen++;
        }
      }
      assertTrue(seen > 10, "seen: " + seen);
      // Each of the three other ends is looked at once.
      assertEquals(2 + D + 3, certificates.getFirst().cost());
      var one = recovery.recover(plain, plain.images(20), 1).certificates();
      all(Verdict.RECOVERED, one);
      assertTrue(one.stream().allMatch(c -> c.agreement().reconstructed() > 1));
    }
  }

  @Test
  void whatMissesItsTargetHasFailed() {
    try (var generator = Analytic.tanh()) {
      var noise = Analytic.deficient().images(5);
      var recovered = new Recovery().recover(generator, noise, 1);
      for (int i = 0; i < 5; i++) {
        var certificate = recovered.certificates().get(i);
        assertEquals(Verdict.FAILED, certificate.verdict());
        assertEquals(Outcome.CONVERGED, recovered.outcomes().get(i));
        assertTrue(certificate.stationarity() < 1e-2, "slope " + certificate.stationarity());
        assertEquals(0, certificate.agreement().reconstructed());
      }
      var away = certify(generator, noise, generator.latents(5));
      assertTrue(away.stream().allMatch(c -> c.stationarity() > 1e-2));
    }
  }

  @Test
  void atAnEdgeTheImageDecides() {
    try (var generator = Analytic.tanh()) {
      var z = new float[][] {{0, 0, 0, 1, 0, 0, -1, 0}, {0, 0, 0, 1.6f, 0, 0, 0, 0}};
      var images = Sampling.images(generator, z, new int[0]);
      var found = new Recovery().recover(generator, images, 1);
      var inside = found.certificates().getFirst();
      assertEquals(Verdict.RECOVERED, inside.verdict());
      assertEquals(8, inside.rank());
      // The edge holds what would go on: a minimum of the feasible set, but not the target.
      var outside = found.certificates().getLast();
      assertEquals(1, found.z()[1][3]);
      assertEquals(Verdict.FAILED, outside.verdict());
      assertTrue(outside.stationarity() < 1e-2, "slope " + outside.stationarity());
      var unbounded = generator.with(new LatentPrior.Normal(D));
      assertTrue(certify(unbounded, images, found.z()).getLast().stationarity() > 1e-2);
    }
  }

  @Test
  void whatOnlyTheSupportMakesUniqueIsNotCertified() {
    // The sum of the components: in the box, only its corner gives the sum d.
    try (var generator = Analytic.of(z -> z.matmul(Tensor.ones(D, M)).div(D))) {
      var corner = new float[1][D];
      Arrays.fill(corner[0], 1);
      all(Verdict.NOT_IDENTIFIABLE, certify(generator, corner));
    }
  }

  @Test
  void whatIsNotFiniteHasFailedAlone() {
    try (var broken =
        Analytic.of(z -> {
          Tensor grown = z.narrow(1, 0, 1).mul(1e30).square();
          return z.matmul(Tensor.ones(D, M)).add(grown.sub(grown));
        })) {
      var z = new float[2][D];
      z[1][0] = 1;
      var targets = new Images(broken.image(), new float[2 * M]);
      Arrays.fill(targets.pixels(), .5f);
      var certificates = certify(broken, targets, z);
      assertEquals(Verdict.NOT_IDENTIFIABLE, certificates.getFirst().verdict());
      assertEquals(1, certificates.getFirst().rank());
      assertEquals(Verdict.FAILED, certificates.getLast().verdict());
      assertEquals(0, certificates.getLast().rank());
    }
  }

  @Test
  void refusesLatentsThatDoNotFit() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(2);
      assertThrows(Misuse.class, () -> certify(generator, images, new float[3][D]));
      assertThrows(Misuse.class, () -> certify(generator, images, new float[2][D - 1]));
    }
  }
}

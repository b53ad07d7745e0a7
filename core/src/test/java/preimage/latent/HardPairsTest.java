package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.net.LatentPrior;
import preimage.search.Norm;
import preimage.search.SteepestDescent;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

class HardPairsTest {
  private static HardPairs method(boolean apart) {
    return new HardPairs(new SteepestDescent(Norm.LINF, .01, 60), .08, apart);
  }

  @Test
  void theRatioIsThatOfMeanDistances() {
    try (var generator = Analytic.tanh()) {
      Scope.run(() -> {
        Tensor z0 = Latents.of(generator.latents(2)).tensor(0, 2);
        Tensor z = z0.mul(.5);
        Tensor image = generator.apply(z0);
        double[] a = image.toDoubles();
        double[] b = generator.apply(z).toDoubles();
        double[] from = z0.toDoubles();
        var ratio = new PairRatio(generator, Optional.empty(), z0, image, -1);
        for (int i = 0; i < 2; i++) {
          double images = 0;
          double latents = 0;
          for (int j = 0; j < 48; j++) {
            images += Math.abs(a[48 * i + j] - b[48 * i + j]) / 48;
          }
          for (int j = 0; j < 8; j++) {
            latents += Math.abs(from[8 * i + j]) / 2 / 8;
          }
          assertEquals(images / latents, ratio.ratio(z).toDoubles()[i], 1e-5);
          assertEquals(-images / latents, ratio.at(z).toDoubles()[i], 1e-5);
        }
      });
    }
  }

  /** A generator of rank 3 has directions in which nothing changes. */
  @Test
  void partnersCollapseWhereTheGeneratorDoes() {
    try (var generator = Analytic.deficient().with(new LatentPrior.Normal(8))) {
      var first = Latents.drawn(generator, 70, 1);
      var near = method(false).search(generator, first, 0, Progress.silent());
      var apart = method(true).search(generator, first, 0, Progress.silent());
      assertEquals(mean(near.before()), mean(apart.before()), 1e-9);
      assertTrue(mean(near.after()) < .3 * mean(near.before()));
      assertTrue(mean(apart.after()) > 1.2 * mean(near.before()));
    }
  }

  @Test
  void aPartnerIsWhereItsWayEndsEvenIfThatIsNotItsBestPoint() {
    var far = new HardPairs(new SteepestDescent(Norm.LINF, .5, 1), .08, false);
    try (var generator = Analytic.deficient().with(new LatentPrior.Normal(8))) {
      var first = Latents.drawn(generator, 70, 1);
      var pairs = far.search(generator, first, 0, Progress.silent());
      long worse = IntStream.range(0, 70).filter(i -> pairs.after()[i] > pairs.before()[i]).count();
      assertTrue(worse > 0, "no step of .5 from about .08 away leads too far");
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void partnersStayInTheSupport() {
    try (var generator = Analytic.tanh()) {
      var pairs =
          method(true).search(generator, Latents.of(generator.latents(5)), 0, Progress.silent());
      for (var row : pairs.second()) {
        for (float z : row) {
          assertTrue(Math.abs(z) <= 1);
        }
      }
    }
    assertThrows(Misuse.class, () -> new HardPairs(new SteepestDescent(), 0, false));
  }
}

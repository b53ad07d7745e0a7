package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import preimage.search.Stride;
import preimage.train.LatentSearch;
import preimage.train.Qua;

/** Presets of -qua in its two readings: ε of tables 17 and 18, and of the released settings. */
class PresetsQuaTest {
  @ParameterizedTest
  @CsvSource({
    "dcgan-cifar10, 0.01, 0.03",
    "wgan-cifar10, 0.003, 0.01",
    "wgan-gp-cifar10, 0.005, 0.015",
    "sngan-cifar10, 0.02, 0.04",
    "dcgan-stl10, 0.01, 0.04",
    "wgan-stl10, 0.003, 0.02",
    "wgan-gp-stl10, 0.005, 0.015",
    "sngan-stl10, 0.02, 0.05"
  })
  void bothReadingsHaveTheirOwnStep(String vanilla, double paper, double code) {
    var plain = Presets.recipe(vanilla).training();
    var published = Presets.recipe(vanilla + "-qua").training();
    var released = Presets.recipe(vanilla + "-qua-code").training();
    assertEquals(plain.shared().latent(qua(paper, LatentSearch.Statistics.RUNNING)), published);
    assertEquals(qua(code, LatentSearch.Statistics.BATCH), released.latent());
    assertEquals(plain.loss(), released.loss());
    assertEquals(plain.backbone(), released.backbone());
    // In the released settings these are alike for all games and both sets.
    assertEquals(128, released.batch());
    assertEquals(1, released.criticSteps());
    assertEquals(100, released.prior().dimension());
    assertEquals(Optional.empty(), released.generatorBatch());
  }

  private static Qua qua(double step, LatentSearch.Statistics statistics) {
    boolean released = statistics == LatentSearch.Statistics.BATCH;
    return new Qua(
        step, 1, Stride.Direction.SIGN, Optional.empty(), statistics, released, released ? 2 : 1);
  }
}

package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.Catalogs;
import preimage.io.NdArray;
import preimage.net.Condition;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What a training may do beside one update of each player. */
class GanSettingsTest {
  private static final Rng RNG = Rng.of(6);
  private static final Condition NONE = new Condition.None();
  private static final Condition LABEL = new Condition.Label(2);
  private static final Shape IMAGE = Shape.of(1, 28, 28);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss=sngan, latent=qua",
        "loss=asgan, latent=qua-code, critic-steps=2, flips=true",
        "loss=wgan-gp, generator-batch=6, labels=uniform, fade=5",
        "loss=acgan-rebooted, latent=div",
        "loss=msgan, latent=div-code",
        "loss=asgan(from=0), latent=div-code",
        "loss=fastgan, latent=div-code",
        "loss=robdis, latent=div-code, critic-steps=2",
        "loss=rob-gan, latent=div-code",
        "loss=rob-gan"
      })
  void whateverItDoesItGoesOnFromWhatWasStored(String how) {
    var training =
        Catalogs.TRAININGS.parse(
            "gan(backbone=dcgan(width=4), prior=uniform(dimension=8), batch=4, decay=0.9, "
                + how
                + ")");
    try (var straight = training.start(IMAGE, LABEL, 3);
        var broken = training.start(IMAGE, LABEL, 3);
        var resumed = training.start(IMAGE, LABEL, 99)) {
      for (int i = 0; i < 4; i++) {
        labelled(training, straight);
        labelled(training, i < 2 ? broken : resumed);
        if (i == 1) {
          resumed.restore(broken.arrays(), 2);
        }
      }
      var expected = straight.arrays();
      var found = resumed.arrays();
      assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
      expected.forEach((name, array) ->
          assertArrayEquals(
              array.bytes(), found.getOrDefault(name, NdArray.of(new float[0])).bytes(), name));
    }
  }

  private static void labelled(GanTraining training, GanState state) {
    Scope.run(() -> {
      var rows = Rng.samples(0, training.images());
      var pixels = RNG.purpose("images").uniform(IMAGE, 0, 1, rows);
      var labels = new int[rows.length];
      Arrays.setAll(labels, i -> i % 2);
      var told = Optional.of(Tensor.of(labels));
      assertTrue(training.step(state, LABEL, pixels, told, Rng.of(1)).finite());
    });
  }

  @Test
  void theRateFadesInALineAndThenNothingMoves() {
    var training = Catalogs.TRAININGS.parse("gan(rate=0.1, fade=4)");
    assertEquals(.1, training.rate(0));
    assertEquals(.05, training.rate(2), 1e-12);
    assertEquals(0, training.rate(9));
    assertEquals(2e-4, new GanTraining().rate(1_000_000));
  }

  @Test
  void mirrorsHalfOfTheRealImages() {
    var flips = Catalogs.TRAININGS.parse("gan(backbone=mlp(hidden=[4]), batch=4, flips=true)");
    var plain = Catalogs.TRAININGS.parse("gan(backbone=mlp(hidden=[4]), batch=4)");
    var seen = new HashMap<Boolean, Integer>();
    for (boolean symmetric : new boolean[] {true, false}) {
      for (var training : List.of(flips, plain)) {
        try (var state = training.start(IMAGE, NONE, 1)) {
          Scope.run(() -> {
            Tensor half = RNG.purpose("images").uniform(IMAGE, 0, 1, Rng.samples(0, 4));
            Tensor all = symmetric ? half.add(half.flip(3)).div(2) : half;
            training.step(state, NONE, all, Optional.empty(), Rng.of(1));
          });
          int hash = Arrays.hashCode(state.critic().weights().named("1.weight").toArray());
          boolean same = Optional.ofNullable(seen.put(symmetric, hash)).equals(Optional.of(hash));
          assertTrue(training.flips() || same == symmetric);
        }
      }
    }
  }

  /** Eight more latents than the batch has give the generator other gradients. */
  @Test
  void theGeneratorMayHaveLatentsOfItsOwn() {
    var seen = new HashMap<Integer, String>();
    for (String own : List.of("none", "4", "12")) {
      var training =
          Catalogs.TRAININGS.parse(
              "gan(backbone=mlp(hidden=[4]), batch=4, generator-batch=" + own + ")");
      try (var state = training.start(IMAGE, LABEL, 1)) {
        labelled(training, state);
        int hash = Arrays.hashCode(state.generator().weights().named("0.weight").toArray());
        assertEquals(Optional.empty(), Optional.ofNullable(seen.put(hash, own)));
      }
    }
  }

  @Test
  void refusesWhatCannotBeTrained() {
    refused("batch must be at least 2, for batch norm, but was 1", "gan(batch=1)");
    refused("rate must be positive but was 0.0", "gan(rate=0)");
    refused("rate must be positive but was NaN", "gan(rate=nan)");
    refused("decay must lie in [0, 1) but was 1.0", "gan(decay=1)");
    refused("beta1 and beta2 must lie in [0, 1) but were 1.0 and 0.999", "gan(beta1=1)");
    var image = new Condition.Image(1, 28, 28);
    var e = assertThrows(Misuse.class, () -> dcgan().start(IMAGE, image, 1));
    assertTrue(e.getMessage().startsWith("the backbone makes "), e.getMessage());
    refused("critic-steps must be at least 1 but was 0", "gan(critic-steps=0)");
    refused("generator-batch must be at least 2", "gan(generator-batch=1)");
    Catalogs.TRAININGS.parse("gan(loss=rob-gan(game=r1(game=acgan)))");
    for (String game : List.of("hinge", "acgan-rebooted", "r1(game=hinge)")) {
      refused("a critic scores classes: acgan(...)", "gan(loss=rob-gan(game=" + game + "))");
    }
    for (String loss : List.of("acgan", "acgan-rebooted", "rob-gan(game=acgan)")) {
      var training = dcgan().loss(Games.LOSSES.parse(loss));
      var unlabelled = assertThrows(Misuse.class, () -> training.start(IMAGE, NONE, 1));
      assertTrue(unlabelled.getMessage().contains("needs labels: condition must be label"));
    }
    var two = assertThrows(Misuse.class, () -> dcgan().loss(doubly()).start(IMAGE, LABEL, 1));
    assertEquals("a critic cannot say more than one thing beside its score", two.getMessage());
  }

  private static GanLoss doubly() {
    return new Attacked.RobDis(new Classified.Acgan(), 1e-4, 1);
  }

  private static void refused(String sentence, String spec) {
    var e = assertThrows(Misuse.class, () -> Catalogs.TRAININGS.parse(spec));
    assertTrue(e.getMessage().contains(sentence), e.getMessage());
  }

  private static GanTraining dcgan() {
    return Catalogs.TRAININGS.parse("gan(backbone=dcgan(width=4))");
  }
}

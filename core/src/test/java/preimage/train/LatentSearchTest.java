package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import preimage.Catalogs;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Layers;
import preimage.net.Linear;
import preimage.net.Network;
import preimage.search.Stride.Direction;
import preimage.tensor.Derivatives;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.train.LatentSearch.Players;
import preimage.train.LatentSearch.Statistics;

class LatentSearchTest {
  private static final Rng RNG = Rng.of(4);
  private static final Condition NONE = new Condition.None();
  private static final Shape IMAGE = Shape.of(1, 28, 28);
  private static final float[] G = {1, -2, 0, 3};
  private static final float[] D = {2, 1};

  /** G(z) = G z and D(x) = D · x, so that the score rises along Gᵀ D = (2, −1). */
  private static void linear(GanLoss loss, Consumer<Players> body) {
    Scope.run(() -> {
      var g = new Architecture(Shape.of(2), new Linear(2, false));
      var d = new Architecture(Shape.of(2), new Linear(1, false));
      try (var generator = Network.learning(g, Map.of("weight", Tensor.of(G, 2, 2)));
          var critic = Network.learning(d, Map.of("weight", Tensor.of(D, 1, 2)))) {
        body.accept(new Players(generator, critic, loss, NONE, Optional.empty(), RNG));
      }
    });
  }

  private static Qua qua(double step, int steps, Direction direction, Optional<Double> radius) {
    return new Qua(step, steps, direction, radius, Statistics.RUNNING, false, 1);
  }

  @Test
  void quaWalksAgainstTheGeneratorsOwnLoss() {
    linear(
        new GanLoss.Hinge(),
        players -> {
          Tensor z = Tensor.of(new float[] {.5f, 1, -1, 0}, 2, 2);
          var sign = qua(.1, 3, Direction.SIGN, Optional.empty()).forCritic(players, z);
          assertArrayEquals(new float[] {.8f, .7f, -.7f, -.3f}, sign.toArray(), 1e-6f);
          var slope = qua(.1, 1, Direction.GRADIENT, Optional.empty()).forCritic(players, z);
          assertArrayEquals(new float[] {.7f, .9f, -.8f, -.1f}, slope.toArray(), 1e-6f);
          // Statistics of the batch go with its mean loss, whose gradient is half as long for two.
          var code =
              new Qua(.1, 1, Direction.GRADIENT, Optional.empty(), Statistics.BATCH, true, 2);
          var mean = code.forCritic(players, z);
          assertArrayEquals(new float[] {.6f, .95f, -.9f, -.05f}, mean.toArray(), 1e-6f);
          var held = qua(.1, 3, Direction.SIGN, Optional.of(.15)).forCritic(players, z);
          assertArrayEquals(new float[] {.65f, .85f, -.85f, -.15f}, held.toArray(), 1e-6f);
          var still = qua(0, 3, Direction.SIGN, Optional.empty()).forCritic(players, z);
          assertArrayEquals(z.toArray(), still.toArray());
        });
  }

  @Test
  void everyGamesOwnLossIsMadeSmall() {
    for (var loss : List.of(new GanLoss.NonSaturating(), new GanLoss.Minimax())) {
      linear(
          loss,
          players -> {
            Tensor z = Tensor.of(new float[] {.5f, 1, -1, 0}, 2, 2);
            var moved = qua(.1, 1, Direction.SIGN, Optional.empty()).forCritic(players, z);
            assertArrayEquals(new float[] {.6f, .9f, -.9f, -.1f}, moved.toArray(), 1e-6f);
          });
    }
    // A critic that says more than 1 is told less: D(G(z)) is 2 z₁ − z₂.
    linear(
        new GanLoss.LeastSquares(),
        players -> {
          Tensor z = Tensor.of(new float[] {2, 0}, 1, 2);
          var moved = qua(.1, 1, Direction.SIGN, Optional.empty()).forCritic(players, z);
          assertArrayEquals(new float[] {1.9f, .1f}, moved.toArray(), 1e-6f);
        });
  }

  private static GanTraining dcgan(String more) {
    return Catalogs.TRAININGS.parse(
        "gan(backbone=dcgan(width=4), prior=normal(dimension=8), batch=4, decay=0.9%s)"
            .formatted(more));
  }

  private static Map<String, float[]> values(Network network) {
    var values = new LinkedHashMap<String, float[]>();
    network.weights().asMap().forEach((name, w) -> values.put(name, w.toArray()));
    return values;
  }

  private static void assertSame(Map<String, float[]> before, Map<String, float[]> after) {
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, w) -> assertArrayEquals(w, after.get(name), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"qua", "qua-code", "div", "div-code"})
  void searchesChangeNothingInThePlayers(String name) {
    var search = Games.LATENT_SEARCHES.parse(name);
    for (String loss : List.of("non-saturating", "sngan")) {
      try (var state = dcgan(", loss=" + loss).start(IMAGE, NONE, 1)) {
        Scope.run(() -> {
          Tensor z = RNG.normal(Shape.of(8), 0, 1, 2, 3);
          state.generator().train(z, RNG);
          var generator = values(state.generator());
          var critic = values(state.critic());
          var players =
              new Players(
                  state.generator(),
                  state.critic(),
                  Games.LOSSES.parse(loss),
                  NONE,
                  Optional.empty(),
                  RNG);
          Tensor found =
              search.pairing().isPresent()
                  ? search.pairing().get().partner(players, z)
                  : search.forCritic(players, z);
          assertFalse(Arrays.equals(z.toArray(), found.toArray()));
          assertSame(generator, values(state.generator()));
          assertSame(critic, values(state.critic()));
        });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "label(classes=2)"})
  void theKnownGradientIsThatOfTheReversePass(String told) {
    var condition = Layers.CONDITIONS.parse(told);
    try (var state = dcgan("").start(IMAGE, condition, 1)) {
      Scope.run(() -> {
        var values = condition.blank(1).map(_ -> Tensor.of(new int[] {0, 1, 1}));
        var loss = new GanLoss.NonSaturating();
        var players = new Players(state.generator(), state.critic(), loss, condition, values, RNG);
        var objective = new Approval(players, Statistics.RUNNING);
        Tensor z = RNG.normal(Shape.of(8), 0, 1, 2);
        var known = objective.gradient(z);
        var reverse = Derivatives.gradient(objective::at, z);
        assertArrayEquals(reverse.value().toArray(), known.value().toArray(), 1e-6f);
        assertArrayEquals(reverse.derivative().toArray(), known.derivative().toArray(), 1e-7f);
        assertFalse(Arrays.equals(new float[24], known.derivative().toArray()));
      });
    }
  }

  private static double ratio(Network generator, Tensor a, Tensor b, Div.Ratio how) {
    Tensor images = generator.apply(a).sub(generator.apply(b)).abs().meanPerSample();
    Tensor latents = a.sub(b).abs().meanPerSample();
    return how == Div.Ratio.SAMPLE
        ? images.div(latents).mean().item()
        : images.mean().item() / (latents.mean().item() + 1);
  }

  @Test
  void divFindsPartnersThatLookAlike() {
    try (var state = dcgan("").start(IMAGE, NONE, 1)) {
      Scope.run(() -> {
        var players =
            new Players(
                state.generator(),
                state.critic(),
                new GanLoss.NonSaturating(),
                NONE,
                Optional.empty(),
                RNG);
        Tensor z = RNG.normal(Shape.of(8), Rng.samples(0, 16));
        var still = new Div(0, 1, .08, Div.Ratio.SAMPLE, Statistics.RUNNING, false, 1, form());
        Tensor start = still.partner(players, z);
        double noise = start.sub(z).square().mean().item();
        assertEquals(.08 * .08, noise, .001);
        for (var how : Div.Ratio.values()) {
          var div = new Div(.01, 30, .08, how, Statistics.RUNNING, false, 1, form());
          double before = ratio(state.generator(), z, start, how);
          double after = ratio(state.generator(), z, div.partner(players, z), how);
          assertTrue(after < .9 * before, how + ": " + before + " became " + after);
        }
      });
    }
  }

  private static ModeSeeking.Form form() {
    return ModeSeeking.Form.RATIO;
  }

  @Test
  void paperAndCodeDifferAsTheyAreSaidTo() {
    var paper = new Qua();
    var code = Qua.released();
    assertEquals(Optional.of(64), paper.generatorBatch(64));
    assertEquals(Optional.of(128), code.generatorBatch(64));
    assertTrue(code.once() && !paper.once());
    assertEquals(Statistics.RUNNING, paper.statistics());
    assertEquals(Statistics.BATCH, code.statistics());
    assertEquals(Optional.of(64), new Div().generatorBatch(64));
    assertEquals(Optional.empty(), Div.released().generatorBatch(64));
    assertTrue(new Div().drawsLabels() && !Div.released().drawsLabels());
    assertTrue(Div.released().both() && !new Div().both());
  }

  /** The updates of the critic use images of their own, or the first ones again. */
  @Test
  void oneDrawServesAllUpdatesOrNot() {
    var seen = new LinkedHashMap<String, Integer>();
    for (String once : List.of("true", "false")) {
      var training = dcgan(", critic-steps=2, latent=qua(once=" + once + ")");
      try (var state = training.start(IMAGE, NONE, 1)) {
        Scope.run(() -> {
          var images = RNG.uniform(IMAGE, 0, 1, Rng.samples(0, training.images()));
          training.step(state, NONE, images, Optional.empty(), RNG);
        });
        seen.put(once, Arrays.hashCode(state.critic().weights().named("0.weight").toArray()));
      }
    }
    assertNotEquals(seen.get("true"), seen.get("false"));
  }
}

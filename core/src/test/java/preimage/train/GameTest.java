package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import preimage.net.Architecture;
import preimage.net.BatchNorm;
import preimage.net.Condition;
import preimage.net.Heads;
import preimage.net.Layer;
import preimage.net.Linear;
import preimage.net.Network;
import preimage.net.Proxies;
import preimage.net.Residual;
import preimage.net.Sequence;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What games add to scores, in closed form, with the critic D(x) = w · x. */
class GameTest {
  private static final float[] W = {3, 0, -4};
  private static final double LENGTH = 5;
  private static final float[] REAL = {1, 2, 3, .5f, -1, 0};
  private static final float[] FAKE = {-1, 0, 1, .25f, .5f, 2};
  private static final int[] LABELS = {1, 0};

  private static double dot(float[] rows, int row) {
    return W[0] * rows[3 * row] + W[1] * rows[3 * row + 1] + W[2] * rows[3 * row + 2];
  }

  private static Tensor scores(float[] rows, double more) {
    return Tensor.of(new double[] {dot(rows, 0) + more, dot(rows, 1) + more}, 2);
  }

  private static void play(Layer layer, Map<String, Tensor> weights, Consumer<Game> body) {
    try (var critic = Network.learning(new Architecture(Shape.of(3), layer), weights)) {
      body.accept(game(critic, 1, 300));
    }
  }

  private static Game game(Network critic, int round, long step) {
    var labels = Optional.of(Tensor.of(LABELS));
    return new Game(
        critic,
        new Condition.None(),
        new Game.Side(Tensor.of(REAL, 2, 3), labels),
        new Game.Side(Tensor.of(FAKE, 2, 3), labels),
        round,
        step,
        Rng.of(1));
  }

  /** The critic that only scores. */
  private static void play(Consumer<Game> body) {
    Scope.run(() -> play(new Linear(1, false), Map.of("weight", Tensor.of(W, 1, 3)), body));
  }

  private static double wasserstein() {
    return (dot(FAKE, 0) + dot(FAKE, 1) - dot(REAL, 0) - dot(REAL, 1)) / 2;
  }

  @Test
  void penaltiesAreThoseOfTheGradient() {
    play(g -> {
      double gp = new WassersteinLoss.GradientPenalty().critic(g).item();
      assertEquals(wasserstein() + 10 * (LENGTH - 1) * (LENGTH - 1), gp, 1e-3);
      double div = new WassersteinLoss.Divergence().critic(g).item();
      assertEquals(wasserstein() + 2 * Math.pow(LENGTH, 6), div, .1);
      var plain = new GanLoss.NonSaturating();
      double r1 = new R1(plain, 10).critic(g).item();
      assertEquals(plain.critic(g).item() + 10 / 2.0 * LENGTH * LENGTH, r1, 1e-3);
    });
  }

  @Test
  void penaltiesTeachTheCritic() {
    play(g -> {
      // d/dw of 10 (|w| − 1)² is 20 (|w| − 1) w/|w|; the scores add their own share.
      var slope = g.critic().weights().gradientOf(new WassersteinLoss.GradientPenalty().critic(g));
      var found = slope.get("weight");
      var expected = new double[3];
      for (int i = 0; i < 3; i++) {
        double mean = (FAKE[i] + FAKE[3 + i] - REAL[i] - REAL[3 + i]) / 2;
        expected[i] = mean + 20 * (LENGTH - 1) * W[i] / LENGTH;
      }
      assertArrayEquals(expected, found == null ? new double[0] : found.toDoubles(), 1e-3);
    });
  }

  @Test
  void clippingBoundsEveryWeight() {
    play(g -> {
      new WassersteinLoss.Clipped(.5).tame(g.critic().weights());
      assertArrayEquals(new float[] {.5f, 0, -.5f}, g.critic().weights().named("weight").toArray());
    });
  }

  /** Against D(x) = w · x the sign step moves every value against the sign of w. */
  @Test
  void attacksLowerTheScoresOfRealImages() {
    play(g -> {
      double norm1 = 7;
      var hinge = new GanLoss.Hinge();
      double radius = .05;
      Tensor moved = scores(REAL, -2 * radius * norm1);
      double fast = new Attacked.FastGan(hinge, radius).critic(g).item();
      assertEquals(hinge.critic(moved, scores(FAKE, 0)).item(), fast, 1e-4);

      var asgan = new Attacked.Asgan(hinge, radius, 300);
      assertEquals(2, asgan.rounds());
      assertEquals(fast, asgan.critic(g).item(), 1e-6);
      double plain = hinge.critic(g).item();
      assertEquals(plain, asgan.critic(game(g.critic(), 0, 300)).item(), 1e-6);
      assertEquals(plain, asgan.critic(game(g.critic(), 1, 299)).item(), 1e-6);
    });
  }

  private static final float CLASS = 2;

  /** Heads that score by w and give class 0 the logit 2 and class 1 none. */
  private static void classified(Consumer<Game> body) {
    Scope.run(() ->
        play(
            new Heads(new Linear(1, false), new Linear(2)),
            Map.of(
                "score.weight",
                Tensor.of(W, 1, 3),
                "more.weight",
                Tensor.zeros(2, 3),
                "more.bias",
                Tensor.of(new float[] {CLASS, 0}, 2)),
            body));
  }

  @Test
  void classesAreJudgedByCrossEntropy() {
    classified(g -> {
      var hinge = new GanLoss.Hinge();
      double log = Math.log(Math.exp(CLASS) + 1);
      double entropy = ((log - 0) + (log - CLASS)) / 2;
      double plain = hinge.critic(scores(REAL, 0), scores(FAKE, 0)).item();
      var acgan = new Classified.Acgan(hinge, .5);
      assertEquals(plain + 2 * .5 * entropy, acgan.critic(g).item(), 1e-4);
      double made = hinge.generator(scores(FAKE, 0)).mean().item();
      assertEquals(made + .5 * entropy, acgan.generator(g).item(), 1e-4);

      // Five steps of .02 end on the ball of .05; classes do not depend on the image here.
      var robgan = new Attacked.RobGan(acgan, .05, .02, 5);
      double moved = hinge.critic(scores(REAL, -2 * .05 * 7), scores(FAKE, 0)).item();
      assertEquals(moved + entropy, robgan.critic(g).item(), 1e-4);
    });
  }

  @Test
  void rebootedContrastsCosinesWithOtherClasses() {
    Scope.run(() -> {
      var cosines = new double[][] {{.2, .6}, {.99, -.3}};
      var unit = new double[][] {{1, 0}, {.8, .6}};
      var said = new double[8];
      for (int i = 0; i < 2; i++) {
        System.arraycopy(cosines[i], 0, said, 4 * i, 2);
        System.arraycopy(unit[i], 0, said, 4 * i + 2, 2);
      }
      var loss = new Classified.Rebooted(new GanLoss.Hinge(), 1, 2, .5, .98, .02);
      double expected = 0;
      for (int i = 0; i < 2; i++) {
        double pulled = Math.min(cosines[i][LABELS[i]] - .98, 0) / .5;
        double pushed = Math.max(.8 - .02, 0) / .5;
        expected -= Math.log(Math.exp(pulled) / (Math.exp(pulled) + Math.exp(pushed))) / 2;
      }
      Tensor all = Tensor.of(said, 2, 4);
      assertEquals(expected, Classified.contrast(loss, all, Tensor.of(LABELS)).item(), 1e-5);
      double alone = Classified.contrast(loss, all, Tensor.of(new int[] {1, 1})).item();
      assertEquals(0, alone, 1e-6, "with one class there is nothing to tell apart");
    });
  }

  @Test
  void rebootedAddsItsTermForRealsOrItsOwn() {
    Scope.run(() -> {
      var head = new Sequence(new Linear(2, false), new Proxies(2));
      play(
          new Heads(new Linear(1, false), head),
          Map.of(
              "score.weight",
              Tensor.of(W, 1, 3),
              "more.0.weight",
              Tensor.of(new float[] {1, 0, 0, 0, 1, 1}, 2, 3),
              "more.1.weight",
              Tensor.of(new float[] {2, 0, 0, .5f}, 2, 2)),
          g -> {
            var hinge = new GanLoss.Hinge();
            var loss = new Classified.Rebooted(hinge, 3, 2, .5, .98, .02);
            Tensor labels = Tensor.of(LABELS);
            double real = Classified.contrast(loss, g.real().more(), labels).item();
            double plain = hinge.critic(g.real().score(), g.fake().score()).item();
            assertEquals(plain + 3 * real, loss.critic(g).item(), 1e-4);
            double fake = Classified.contrast(loss, g.judged().more(), labels).item();
            double made = hinge.generator(g.judged().score()).mean().item();
            assertEquals(made + 3 * fake, loss.generator(g).item(), 1e-4);
          });
    });
  }

  /** Features are the image itself, so that they move as far as it does. */
  @Test
  void robDisMovesBothKindsAndWeighsHowFeaturesMove() {
    Scope.run(() ->
        play(
            new Heads(new Linear(1, false), new Residual.Identity()),
            Map.of("score.weight", Tensor.of(W, 1, 3)),
            g -> {
              double length = .1;
              double own = 2 * length;
              var hinge = new GanLoss.Hinge();
              double expected =
                  hinge.critic(scores(REAL, -own * LENGTH), scores(FAKE, own * LENGTH)).item()
                      + 10 * 2 * own;
              double found = new Attacked.RobDis(hinge, length, 10).critic(g).item();
              assertEquals(expected, found, 1e-3);
            }));
  }

  @Test
  void pairsAreJudgedByTheRatioOfTheirDistances() {
    Scope.run(() -> {
      Tensor a = Tensor.zeros(2, 2, 2, 2);
      Tensor b = Tensor.of(new float[] {1, 3}, 2, 1, 1, 1).expand(2, 2, 2, 2);
      Tensor z = Tensor.zeros(2, 5);
      Tensor y = Tensor.of(new float[] {.5f, 2}, 2, 1).expand(2, 5);
      var ratio = new ModeSeeking(2, ModeSeeking.Form.RATIO, 1e-5, false);
      assertEquals(-2 * (1 / .5 + 3 / 2.0) / 2, ratio.of(a, b, z, y).item(), 1e-3);
      double batch = ((1 + 3) / 2.0) / ((.5 + 2) / 2);
      assertEquals(1 / (batch + 1e-5), new ModeSeeking().of(a, b, z, y).item(), 1e-5);
      assertTrue(Double.isFinite(new ModeSeeking().of(a, a, z, y).item()));
      assertEquals(Optional.of(new ModeSeeking()), new Msgan().pairs());
    });
  }

  @Test
  void pix2PixAddsTheDistanceToTheRealImage() {
    play(g -> {
      double distance = 0;
      for (int i = 0; i < REAL.length; i++) {
        distance += Math.abs(REAL[i] - FAKE[i]) / REAL.length;
      }
      double plain = new GanLoss.NonSaturating().generator(g).item();
      assertEquals(plain + 100 * distance, new Pix2Pix().generator(g).item(), 1e-3);
    });
  }

  @Test
  void attacksLeaveRunningStatisticsAlone() {
    Scope.run(() -> {
      var layers = new Sequence(new BatchNorm(), new Linear(1, false));
      var one = Tensor.ones(3);
      play(
          layers,
          Map.of(
              "0.weight", one,
              "0.bias", Tensor.zeros(3),
              "0.running_mean", Tensor.zeros(3),
              "0.running_var", one,
              "1.weight", Tensor.of(W, 1, 3)),
          g -> {
            var moved = g.attacked(g.reals(), Attacked::doubt, .1, .1, 2);
            var mean = g.critic().weights().named("0.running_mean").toArray();
            assertArrayEquals(new float[3], mean);
            assertTrue(!Arrays.equals(REAL, moved.images().toArray()));
          });
    });
  }
}

package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Layer;
import preimage.net.Linear;
import preimage.net.Network;
import preimage.tensor.Derivatives;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * What games teach: the slopes of the critic's loss in its weights and of the generator's in its
 * images, of two real images x and two generated ones y, with critics that score by D(x) = w · x.
 * The game that others add to is the non-saturating one, whose slopes vanish nowhere.
 */
final class Lessons {
  static final GanLoss PLAIN = new GanLoss.NonSaturating();
  static final Layer SCORE = new Linear(1, false);

  /** Of the networks' own scale; a radius is half of that. */
  static final double MOVE = .1;

  private Lessons() {}

  static Tensor x() {
    return Tensor.of(new float[] {1, 2, 3, .5f, -1, 0}, 2, 3);
  }

  static Tensor y() {
    return Tensor.of(new float[] {-1, 0, 1, .25f, .5f, 2}, 2, 3);
  }

  static Tensor labels() {
    return Tensor.of(new int[] {1, 0});
  }

  /** Of length ½. */
  static Tensor w() {
    return Tensor.of(new float[] {.3f, 0, -.4f}, 1, 3);
  }

  /** The slopes (1, 3) of E softplus(−w · x) + E softplus(w · y) in w. */
  static Tensor lesson(Tensor w, Tensor x, Tensor y) {
    Tensor real = x.matmul(column(w)).neg().sigmoid().div(-2);
    Tensor fake = y.matmul(column(w)).sigmoid().div(2);
    return column(real).matmul(x).add(column(fake).matmul(y));
  }

  /** The slopes (2, 3) of E softplus(−w · y) in y. */
  static Tensor made(Tensor w) {
    return y().matmul(column(w)).neg().sigmoid().div(-2).matmul(w);
  }

  static Tensor column(Tensor matrix) {
    return matrix.transpose(0, 1);
  }

  static Tensor length(Tensor rows) {
    return rows.square().sum(1).sqrt().reshape(-1, 1);
  }

  static Tensor unit(Tensor rows) {
    return rows.div(length(rows));
  }

  private static Game play(Network critic, Tensor made) {
    var condition = Optional.of(labels());
    return new Game(
        critic,
        new Condition.None(),
        new Game.Side(x(), condition),
        new Game.Side(made, condition),
        1,
        300,
        Rng.of(1));
  }

  static void same(Tensor expected, Tensor found, String what) {
    assertArrayEquals(expected.shape(), found.shape(), what);
    assertArrayEquals(expected.toDoubles(), found.toDoubles(), 1e-5, what);
  }

  /** Both players' slopes, where the game makes its critic of {@code backbone}. */
  static void teaches(
      GanLoss game,
      Layer backbone,
      Map<String, Tensor> weights,
      Map<String, Tensor> inWeights,
      Tensor inImages) {
    var given = game.paired() ? new Condition.Image(1, 1, 1) : new Condition.Label(2);
    var layers = game.shaped(new Architecture(Shape.of(3), backbone), given);
    try (var critic = Network.learning(layers, weights)) {
      var found = critic.weights().gradientOf(game.critic(play(critic, y())));
      assertEquals(inWeights.keySet(), found.keySet());
      inWeights.forEach((name, slope) -> same(slope, found.get(name), name + " of " + game));
      UnaryOperator<Tensor> loss = images -> game.generator(play(critic, images));
      same(inImages, Derivatives.gradient(loss, y()).derivative(), "images of " + game);
    }
  }

  /** The same for a critic that only scores. */
  static void teaches(GanLoss game, Tensor inWeight, Tensor inImages) {
    teaches(game, SCORE, Map.of("weight", w()), Map.of("weight", inWeight), inImages);
  }
}

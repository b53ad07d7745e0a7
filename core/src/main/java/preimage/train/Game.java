package preimage.train;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import preimage.net.Condition;
import preimage.net.Network;
import preimage.search.Draws;
import preimage.search.Norm;
import preimage.search.Objective;
import preimage.search.Problem;
import preimage.search.Projection;
import preimage.search.Stride;
import preimage.search.Stride.Direction;
import preimage.search.Walk;
import preimage.tensor.Derivatives;
import preimage.tensor.Rng;
import preimage.tensor.Tensor;

/**
 * One exchange between the players, as a game sees it; images are on the networks' own scale.
 *
 * @param told what the critic is told beside the images
 * @param reals real images; in the generator's turn they are those of the critic's last
 * @param fakes generated ones
 * @param round which update of the critic with these images this is, from 0
 * @param step the steps that the training has taken before
 * @param rng the randomness of this exchange
 * @param said what the critic has said so far, so that games may ask again
 */
public record Game(
    Network critic,
    Condition told,
    Side reals,
    Side fakes,
    int round,
    long step,
    Rng rng,
    Map<String, Judged> said) {

  /** An exchange in which nothing has been said yet. */
  public Game(
      Network critic, Condition told, Side reals, Side fakes, int round, long step, Rng rng) {
    this(critic, told, reals, fakes, round, step, rng, new HashMap<>());
  }

  /**
   * Images (n, c, h, w) and their conditions.
   *
   * @param condition what they were made by, or go with
   */
  public record Side(Tensor images, Optional<Tensor> condition) {
    /** The class numbers (int64, n), which there must be. */
    public Tensor labels() {
      return condition.orElseThrow(() -> new IllegalStateException("images without labels"));
    }

    /** Other images under the same conditions. */
    public Side with(Tensor others) {
      return new Side(others, condition);
    }
  }

  /** All that the critic says of images: (n, 1 + k), or a map of scores (n, 1, h, w). */
  public record Judged(Tensor all) {
    /** The scores: (n), or (n · h · w) of one that scores patches. */
    public Tensor score() {
      boolean alone = all.rank() > 2 || all.size(1) == 1;
      return (alone ? all : all.narrow(1, 0, 1)).reshape(-1);
    }

    /** What the critic says beside: (n, k). */
    public Tensor more() {
      return all.narrow(1, 1, all.size(1) - 1);
    }
  }

  /** A like exchange over other images. */
  public Game over(Side otherReals, Side otherFakes) {
    return new Game(critic, told, otherReals, otherFakes, round, step, rng);
  }

  /** What the critic says of the real images. */
  public Judged real() {
    return said.computeIfAbsent("real", pass -> judge(reals, pass));
  }

  /** What the critic says of the generated images, in its own turn. */
  public Judged fake() {
    return said.computeIfAbsent("fake", pass -> judge(fakes, pass));
  }

  /** What the critic says of the generated images, in the generator's turn. */
  public Judged judged() {
    return said.computeIfAbsent("judged", pass -> judge(fakes, pass));
  }

  /** What the critic says of images in training; {@code pass} names the randomness of it. */
  public Judged judge(Side side, String pass) {
    return new Judged(critic.train(joined(side), rng.purpose(pass)));
  }

  private Tensor joined(Side side) {
    return told instanceof Condition.None ? side.images : told.join(side.images, side.condition);
  }

  /**
   * The images of {@code side} moved to where {@code loss} of what the critic says of them (n) is
   * larger; its running statistics stay as they are.
   *
   * @param radius the most that a value moves, on the networks' own scale
   * @param size how far the sign of the gradient moves it in each of {@code steps}
   */
  public Side attacked(
      Side side, Function<Judged, Tensor> loss, double radius, double size, int steps) {
    var objective = Objective.of(images -> loss.apply(judge(side.with(images), "attacked")).neg());
    var ball = Projection.ball(Norm.LINF, side.images, radius);
    var draws = new Draws(rng, Rng.samples(0, side.images.size(0)));
    var walk = new Walk(_ -> new Stride(size, Direction.SIGN), steps);
    return side.with(
        critic.untouched(() -> walk.end(new Problem(objective, ball, draws), side.images)));
  }

  /**
   * The images of {@code side} moved along the gradient of the critic's score; its running
   * statistics stay as they are.
   *
   * @param length ℓ2, on the networks' own scale; less than 0: down the gradient
   */
  public Side raised(Side side, double length) {
    Tensor uphill =
        critic.untouched(() ->
            Derivatives.gradient(x -> judge(side.with(x), "attacked").score(), side.images())
                .derivative());
    Tensor size = uphill.square().sumPerSample().add(1e-24).sqrt();
    return side.with(side.images().add(uphill.div(size.perSampleOf(uphill)).mul(length)));
  }
}

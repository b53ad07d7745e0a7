package preimage.train;

import preimage.tensor.Derivatives;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** How steep a critic is: ‖∇ₓD(x)‖² (n), to be differentiated by the critic's weights. */
final class Slopes {
  private Slopes() {}

  /** At the images of {@code side}. */
  static Tensor at(Game game, Game.Side side) {
    Tensor x = Derivatives.variable(side.images());
    Tensor scores = game.judge(side.with(x), "slope").score();
    return Derivatives.differentiableGradient(scores.sum(), x).square().sumPerSample();
  }

  /** On the way from each real image to a generated one, at a point drawn uniformly. */
  static Tensor between(Game game) {
    Tensor real = game.reals().images();
    var rows = Rng.samples(0, real.size(0));
    Tensor part = game.rng().purpose("between").uniform(Shape.of(1), 0, 1, rows);
    Tensor mixed =
        real.add(game.fakes().images().detach().sub(real).mul(part.reshape(-1).perSampleOf(real)));
    return at(game, game.reals().with(mixed));
  }
}

package preimage.train;

import java.util.Optional;
import java.util.stream.IntStream;
import preimage.net.Condition;
import preimage.net.PixelScale;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * One step of a training.
 *
 * @param now the randomness of this step
 */
record GanStep(GanTraining how, GanState state, Condition condition, Rng now) {
  /** Latents and the generator's images of them. */
  private record Made(Tensor z, Game.Side side) {}

  GanTraining.Losses take(Tensor pixels, Optional<Tensor> values) {
    double criticLoss = 0;
    var reals = real(pixels, values, 0);
    var made = make(moment(0), reals, how.batch());
    for (int i = 0; i < how.criticSteps(); i++) {
      if (i > 0) {
        reals = real(pixels, values, i);
        made = make(moment(i), reals, how.batch());
      }
      criticLoss = teachCritic(i, reals, made.side);
    }
    Tensor loss = generatorLoss(reals, made);
    var weights = state.generator().weights();
    state
        .generatorAdam()
        .descend(weights, weights.gradientOf(loss), how.adam(), rate(), state.step());
    state.average().update(weights.asMap(), (_, mean, w) -> mean.lerp(w, 1 - how.decay()));
    state.average().assign(weights.buffers());
    state.advance();
    return new GanTraining.Losses(criticLoss, loss.item());
  }

  private double rate() {
    return how.rate(state.step());
  }

  /** The randomness of an update of the critic; that of the first is the step's own. */
  private Rng moment(int update) {
    return update == 0 ? now : now.purpose("update " + update);
  }

  private Game.Side real(Tensor pixels, Optional<Tensor> values, int update) {
    long from = (long) update * how.batch();
    Tensor images = PixelScale.SIGNED.fromPixels(pixels.narrow(0, from, how.batch()));
    var mine = values.map(v -> v.narrow(0, from, how.batch()));
    return how.flips() ? flipped(images, mine, moment(update)) : new Game.Side(images, mine);
  }

  /** Images that go with each other are mirrored together. */
  private static Game.Side flipped(Tensor images, Optional<Tensor> values, Rng rng) {
    var rows = Rng.samples(0, images.size(0));
    Tensor heads = rng.purpose("flips").uniform(Shape.of(1), 0, 1, rows).reshape(-1).less(.5);
    return new Game.Side(
        images.flip(3).where(heads, images),
        values.map(v -> v.rank() == 4 ? v.flip(3).where(heads, v) : v));
  }

  private Made make(Rng rng, Game.Side reals, int count) {
    Tensor z = how.prior().draw(rng.purpose("latents"), Rng.samples(0, count));
    return made(z, values(rng, reals, count), rng);
  }

  private Made made(Tensor z, Optional<Tensor> values, Rng rng) {
    Tensor images = state.generator().train(condition.join(z, values), rng.purpose("generator"));
    return new Made(z, new Game.Side(images, values));
  }

  /** What the generator is told for {@code count} images. */
  private Optional<Tensor> values(Rng rng, Game.Side reals, int count) {
    if (condition instanceof Condition.Label(int classes)
        && how.labels() == GanTraining.Labels.UNIFORM) {
      var chance =
          rng.purpose("labels").uniform(Shape.of(1), 0, classes, Rng.samples(0, count)).toArray();
      return Optional.of(Tensor.of(IntStream.range(0, count).map(i -> (int) chance[i]).toArray()));
    }
    var turns = IntStream.range(0, count).map(i -> i % how.batch()).toArray();
    return count == how.batch()
        ? reals.condition()
        : reals.condition().map(v -> v.rows(Tensor.of(turns)));
  }

  private double teachCritic(int update, Game.Side reals, Game.Side made) {
    var critic = state.critic();
    var fakes = made.with(made.images().detach());
    double value = 0;
    int rounds = how.loss().rounds();
    for (int round = 0; round < rounds; round++) {
      var rng = round == 0 ? moment(update) : moment(update).purpose("round " + round);
      Tensor loss = how.loss().critic(game(reals, fakes, round, rng));
      var gradient = critic.weights().gradientOf(loss);
      long before = (state.step() * how.criticSteps() + update) * rounds + round;
      state.criticAdam().descend(critic.weights(), gradient, how.adam(), rate(), before);
      how.loss().tame(critic.weights());
      value = loss.item();
    }
    return value;
  }

  private Tensor generatorLoss(Game.Side reals, Made last) {
    var own = how.generatorBatch().map(n -> make(now.purpose("own"), reals, n)).orElse(last);
    Tensor loss = how.loss().generator(game(reals, own.side, 0, now));
    return how.loss().pairs().map(term -> loss.add(pair(term, own))).orElse(loss);
  }

  private Tensor pair(ModeSeeking term, Made first) {
    var rng = now.purpose("pair");
    var rows = Rng.samples(0, first.z.size(0));
    var second = made(how.prior().draw(rng.purpose("latents"), rows), first.side.condition(), rng);
    return term.of(first.side.images(), second.side.images(), first.z, second.z);
  }

  private Game game(Game.Side reals, Game.Side fakes, int round, Rng rng) {
    var told = how.loss().told(condition);
    return new Game(state.critic(), told, reals, fakes, round, state.step(), rng);
  }
}

package preimage.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.net.Condition;
import preimage.net.PixelScale;
import preimage.tensor.Bundle;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * One step of a training.
 *
 * @param now the randomness of this step
 */
record GanStep(GanTraining how, GanState state, Condition condition, Rng now) {
  /** Latents and the generator's images of them. */
  private record Made(Tensor z, Game.Side side) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(z, side.images());
    }
  }

  GanTraining.Losses take(Tensor pixels, Optional<Tensor> values) {
    double criticLoss = 0;
    var reals = real(pixels, values, 0);
    var made = forCritic(moment(0), reals);
    for (int i = 0; i < how.criticSteps(); i++) {
      if (i > 0) {
        reals = real(pixels, values, i);
        made = how.latent().once() ? made : forCritic(moment(i), reals);
      }
      criticLoss = teachCritic(i, reals, made);
    }
    Tensor loss = generatorLoss(reals, made);
    var weights = state.generator().weights();
    var gradient = weights.gradientOf(loss);
    state.generatorAdam().descend(weights, gradient, how.adam(), rate(), state.step());
    state.average().blend(weights.asMap(), 1 - how.decay());
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

  /**
   * The images that the critic shall judge in an update; more than one of each pair if it sees
   * both.
   */
  private List<Made> forCritic(Rng rng, Game.Side reals) {
    var values = values(rng, reals, how.batch(), false);
    boolean both = term().map(ModeSeeking::both).orElse(false);
    var pairing = how.latent().pairing().filter(_ -> both);
    if (pairing.isPresent()) {
      return pair(pairing.get(), drawn(rng, how.batch()), values, rng);
    }
    var turns = both ? List.of(rng, rng.purpose("pair")) : List.of(rng);
    // All are searched first: nothing may be on record while statistics are put back.
    var found =
        turns.stream()
            .map(turn -> how.latent().forCritic(players(values, turn), drawn(turn, how.batch())))
            .toList();
    return IntStream.range(0, turns.size())
        .mapToObj(i -> unlessOwn(() -> made(found.get(i), values, turns.get(i))))
        .toList();
  }

  /** The generator learns of these images unless it has its own. */
  private Made unlessOwn(Supplier<Made> made) {
    return how.own().isPresent() ? Scope.withoutGradient(made) : made.get();
  }

  /** What is asked of pairs of images, if anything: by the search, otherwise by the game. */
  private Optional<ModeSeeking> term() {
    return how.latent().pairing().map(LatentSearch.Pairing::term).or(how.loss()::pairs);
  }

  private Tensor drawn(Rng rng, int count) {
    return how.prior().draw(rng.purpose("latents"), Rng.samples(0, count));
  }

  private LatentSearch.Players players(Optional<Tensor> values, Rng rng) {
    return new LatentSearch.Players(
        state.generator(), state.critic(), how.loss(), condition, values, rng.purpose("search"));
  }

  /** The partner is searched first: nothing may be on record while statistics are put back. */
  private List<Made> pair(
      LatentSearch.Pairing pairing, Tensor z, Optional<Tensor> values, Rng rng) {
    Tensor partner = pairing.partner(players(values, rng), z);
    return List.of(made(z, values, rng), made(partner, values, rng.purpose("partner")));
  }

  private Made made(Tensor z, Optional<Tensor> values, Rng rng) {
    Tensor images = state.generator().train(condition.join(z, values), rng.purpose("generator"));
    return new Made(z, new Game.Side(images, values));
  }

  /** What the generator is told for {@code count} images. */
  private Optional<Tensor> values(Rng rng, Game.Side reals, int count, boolean drawn) {
    if (condition instanceof Condition.Label(int classes)
        && (drawn || how.labels() == GanTraining.Labels.UNIFORM)) {
      var rows = Rng.samples(0, count);
      var chance = rng.purpose("labels").uniform(Shape.of(1), 0, classes, rows).toArray();
      return Optional.of(Tensor.of(IntStream.range(0, count).map(i -> (int) chance[i]).toArray()));
    }
    var turns = IntStream.range(0, count).map(i -> i % how.batch()).toArray();
    return count == how.batch()
        ? reals.condition()
        : reals.condition().map(v -> v.rows(Tensor.of(turns)));
  }

  private double teachCritic(int update, Game.Side reals, List<Made> made) {
    var critic = state.critic();
    double value = 0;
    int rounds = how.loss().rounds();
    for (int round = 0; round < rounds; round++) {
      var rng = round == 0 ? moment(update) : moment(update).purpose("round " + round);
      var gradient = new LinkedHashMap<String, Tensor>();
      value = 0;
      // One after the other: where a game attacks the critic, its statistics are put back, and
      // nothing may be on record meanwhile.
      for (int i = 0; i < made.size(); i++) {
        var fakes = made.get(i).side;
        var play = game(reals, fakes.with(fakes.images().detach()), round, turn(rng, i));
        Tensor loss = how.loss().critic(play);
        var mine = critic.weights().gradientOf(loss);
        mine.forEach((name, g) -> gradient.merge(name, g, Tensor::add));
        value += loss.item();
      }
      long before = (state.step() * how.criticSteps() + update) * rounds + round;
      state.criticAdam().descend(critic.weights(), gradient, how.adam(), rate(), before);
      how.loss().tame(critic.weights());
    }
    return value;
  }

  /** The randomness of judging the first image of each pair, or its partner. */
  private static Rng turn(Rng rng, int image) {
    return image == 0 ? rng : rng.purpose("partner");
  }

  private Tensor generatorLoss(Game.Side reals, List<Made> last) {
    var mine = how.own().map(n -> own(reals, n)).orElse(last);
    if (term().isEmpty()) {
      return played(reals, mine);
    }
    var term = term().get();
    var pair = mine.size() == 2 ? mine : List.of(mine.getFirst(), stranger(mine.getFirst()));
    return played(reals, term.both() ? pair : pair.subList(0, 1)).add(apart(term, pair));
  }

  /** What the generator makes small of its images; no game attacks them. */
  private Tensor played(Game.Side reals, List<Made> made) {
    return IntStream.range(0, made.size())
        .mapToObj(i -> how.loss().generator(game(reals, made.get(i).side, 0, turn(now, i))))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  /** Images of latents that were drawn for the generator alone. */
  private List<Made> own(Game.Side reals, int count) {
    var rng = now.purpose("own");
    Tensor z = drawn(rng, count);
    var values = values(rng, reals, count, how.latent().drawsLabels());
    return how.latent()
        .pairing()
        .map(pairing -> pair(pairing, z, values, rng))
        .orElseGet(() -> List.of(made(z, values, rng)));
  }

  private static Tensor apart(ModeSeeking term, List<Made> pair) {
    var a = pair.getFirst();
    var b = pair.getLast();
    return term.of(a.side.images(), b.side.images(), a.z, b.z);
  }

  /** The image of an independent latent under the same condition. */
  private Made stranger(Made first) {
    var rng = now.purpose("pair");
    var rows = Rng.samples(0, first.z.size(0));
    return made(how.prior().draw(rng.purpose("latents"), rows), first.side.condition(), rng);
  }

  private Game game(Game.Side reals, Game.Side fakes, int round, Rng rng) {
    var told = how.loss().told(condition);
    return new Game(state.critic(), told, reals, fakes, round, state.step(), rng);
  }
}

package preimage.train;

import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Linearised;
import preimage.search.Objective;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** The generator's own loss at D(c, G(c, z)), for latents (n, d) → (n). */
record Approval(LatentSearch.Players players, LatentSearch.Statistics statistics)
    implements Objective {
  @Override
  public Tensor at(Tensor z) {
    return players.loss(z, statistics);
  }

  /** Through the layers' own derivatives where all know theirs, which is faster. */
  @Override
  public Derivatives.At gradient(Tensor z) {
    if (statistics == LatentSearch.Statistics.BATCH) {
      return Objective.super.gradient(z);
    }
    return Scope.call(() -> known(z).orElseGet(() -> Objective.super.gradient(z)));
  }

  private Optional<Derivatives.At> known(Tensor z) {
    var condition = players.condition();
    var told = players.loss().told(condition);
    var values = told instanceof Condition.None ? Optional.<Tensor>empty() : players.values();
    return players
        .generator()
        .linearised(condition.join(z, players.values()))
        .flatMap(g ->
            players.critic().linearised(told.join(g.value(), values)).map(d -> through(z, g, d)));
  }

  private Derivatives.At through(Tensor z, Linearised g, Linearised d) {
    var loss =
        Derivatives.gradient(said -> players.generatorLoss(said, z.size(0)), d.value().detach());
    Tensor images =
        players
            .loss()
            .told(players.condition())
            .parted(d.pull().apply(loss.derivative()), g.value());
    Tensor latents = players.condition().parted(g.pull().apply(images), z);
    return new Derivatives.At(loss.value(), latents.detach());
  }

  @Override
  public Objective rows(Tensor index) {
    var some = players.values().map(v -> v.rows(index));
    return new Approval(players.with(some), statistics);
  }

  @Override
  public boolean coupled() {
    return statistics == LatentSearch.Statistics.BATCH;
  }
}

package preimage.train;

import preimage.net.Architecture;
import preimage.net.BatchNorm;
import preimage.net.Condition;
import preimage.net.Conv;
import preimage.net.Deconv;
import preimage.net.Heads;
import preimage.net.Layer;
import preimage.net.Linear;
import preimage.net.Residual;
import preimage.net.Sequence;
import preimage.net.Skip;
import preimage.net.SpectralNorm;
import preimage.spec.Misuse;

/** What games make of a critic's layers. */
final class Shaping {
  private Shaping() {}

  /** Every layer with weights to multiply by under spectral norm, and no batch norm. */
  static Architecture spectral(Architecture critic) {
    var plain = withoutBatchNorm(critic);
    return new Architecture(plain.input(), spectral(plain.layer()));
  }

  private static Layer spectral(Layer layer) {
    return switch (layer) {
      case Linear _, Conv _, Deconv _ -> new SpectralNorm(layer);
      case Sequence(var layers) -> new Sequence(layers.stream().map(Shaping::spectral).toList());
      case Residual(var body, var shortcut) -> new Residual(spectral(body), spectral(shortcut));
      case Skip(var body) -> new Skip(spectral(body));
      case Heads(var score, var more) -> new Heads(spectral(score), spectral(more));
      default -> layer;
    };
  }

  static Architecture withoutBatchNorm(Architecture critic) {
    return new Architecture(critic.input(), plain(critic.layer()));
  }

  private static Layer plain(Layer layer) {
    return switch (layer) {
      case BatchNorm _ -> new Residual.Identity();
      case Sequence(var layers) ->
          new Sequence(
              layers.stream().filter(l -> !(l instanceof BatchNorm)).map(Shaping::plain).toList());
      case Residual(var body, var shortcut) -> new Residual(plain(body), plain(shortcut));
      case Skip(var body) -> new Skip(plain(body));
      default -> layer;
    };
  }

  /**
   * The critic, which says {@code more} of what its last layer sees beside its score.
   *
   * @throws Misuse if {@code game} cannot have that of such layers
   */
  static Architecture saying(Layer more, Architecture critic, String game) {
    if (critic.output().rank() != 1) {
      throw new Misuse(
          "%s needs a critic with one score an image, not one of patches %s"
              .formatted(game, critic.output()));
    }
    return new Architecture(critic.input(), Heads.after(critic.layer(), more));
  }

  /** The number of classes, of which there must be some. */
  static int classes(Condition condition, String game) {
    if (condition instanceof Condition.Label(int classes)) {
      return classes;
    }
    throw new Misuse(game + " needs labels: condition must be label");
  }
}

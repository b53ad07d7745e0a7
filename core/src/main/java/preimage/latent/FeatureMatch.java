package preimage.latent;

import java.util.Optional;
import java.util.function.UnaryOperator;
import preimage.net.FeatureMap;
import preimage.net.Generator;
import preimage.net.Linearised;
import preimage.search.Residual;
import preimage.tensor.Bundle;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * φ(G(c, z)) − φ(x).
 *
 * @param wanted φ(x) (n, m), flattened
 */
record FeatureMatch(FeatureMap map, Generator generator, Optional<Tensor> condition, Tensor wanted)
    implements Residual {
  FeatureMatch(FeatureMap map, Aim aim) {
    this(
        map,
        aim.generator(),
        aim.condition(),
        Scope.withoutGradient(() -> map.at(seen(map, aim.generator(), aim.target())).flatten()));
  }

  @Override
  public Tensor residual(Tensor z) {
    return map.at(seen(map, generator, generator.apply(condition, z))).flatten().sub(wanted);
  }

  /** Images on the generator's range as the network sees them. */
  private static Tensor seen(FeatureMap map, Generator generator, Tensor own) {
    return map.scale().from(generator.scale(), own);
  }

  /** With fewer features than components, the reverse pass has less to do. */
  @Override
  public Slopes slopes(Tensor z) {
    if (wanted.size(1) < z.size(1)) {
      return Residual.super.slopes(z);
    }
    Bundle known =
        Scope.withoutGradient(() ->
            generator
                .linearised(condition, z)
                .flatMap(
                    g -> map.linearised(seen(map, generator, g.value())).map(f -> slopes(g, f, z)))
                .<Bundle>map(slopes -> slopes)
                .orElse(Bundle.NONE));
    return known instanceof Slopes slopes ? slopes : Residual.super.slopes(z);
  }

  private Slopes slopes(Linearised g, Linearised f, Tensor z) {
    UnaryOperator<Tensor> rescale = t -> map.scale().ofPixels(generator.scale().inPixels(t));
    var scaled = new Linearised(seen(map, generator, g.value()), rescale, rescale);
    Tensor jacobian = g.then(scaled).then(f).jacobian(z);
    return new Slopes(f.value().flatten().sub(wanted), jacobian, 1 + z.size(1));
  }

  @Override
  public Residual rows(Tensor index) {
    return new FeatureMatch(map, generator, condition.map(c -> c.rows(index)), wanted.rows(index));
  }
}

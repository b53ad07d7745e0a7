package preimage.latent;

import java.util.Optional;
import preimage.net.Generator;
import preimage.net.Linearised;
import preimage.net.PixelScale;
import preimage.search.Residual;
import preimage.tensor.Bundle;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * G(c, z) − x on pixels in [−1, 1], whose mean of squares over pixels and channels is the objective
 * that the published rates and weights belong to, whatever range the generator itself has.
 *
 * @param target x (n, c, h, w) on the generator's own range
 */
record Reconstruction(Generator generator, Optional<Tensor> condition, Tensor target)
    implements Residual {
  Reconstruction(Aim aim) {
    this(aim.generator(), aim.condition(), aim.target());
  }

  @Override
  public Tensor residual(Tensor z) {
    return signed(generator.apply(condition, z).sub(target));
  }

  @Override
  public Slopes slopes(Tensor z) {
    Bundle known =
        Scope.withoutGradient(() ->
            generator.linearised(condition, z).<Bundle>map(g -> known(g, z)).orElse(Bundle.NONE));
    return known instanceof Slopes slopes ? slopes : Residual.super.slopes(z);
  }

  @Override
  public Derivatives.At gradient(Tensor z) {
    Bundle known =
        Scope.withoutGradient(
            () -> generator.linearised(condition, z).<Bundle>map(this::pulled).orElse(Bundle.NONE));
    return known instanceof Derivatives.At at ? at : Residual.super.gradient(z);
  }

  private Derivatives.At pulled(Linearised g) {
    Tensor r = signed(g.value().sub(target));
    Tensor value = r.square().mean(1);
    Tensor slope = signed(r.mul(2. / r.size(1)).reshape(target.shape()));
    return new Derivatives.At(value, g.pull().apply(slope.reshape(target.shape())));
  }

  @Override
  public Tangents tangents(Tensor z) {
    return generator
        .linearised(condition, z)
        .map(g ->
            new Tangents(
                signed(g.value().sub(target)),
                t -> signed(g.push().apply(t)),
                u -> g.pull().apply(signed(u.reshape(target.shape())).reshape(target.shape())),
                1))
        .orElseGet(() -> Residual.super.tangents(z));
  }

  private Slopes known(Linearised g, Tensor z) {
    Tensor jacobian = g.jacobian(z);
    Tensor own = generator.scale().equals(PixelScale.SIGNED) ? jacobian : signedRows(jacobian);
    return new Slopes(signed(g.value().sub(target)), own, 1 + z.size(1));
  }

  private Tensor signedRows(Tensor jacobian) {
    Tensor columns = jacobian.transpose(1, 2);
    long n = columns.size(0) * columns.size(1);
    Tensor images = columns.reshape(target.sample().batch(n));
    return signed(images).reshape(columns.shape()).transpose(1, 2);
  }

  /** Differences on the generator's own range as differences on [−1, 1]: (n, …) → (n, m). */
  private Tensor signed(Tensor difference) {
    return generator.scale().equals(PixelScale.SIGNED)
        ? difference.flatten()
        : generator.scale().inPixels(difference).mul(2).flatten();
  }

  @Override
  public Optional<Residual> eased() {
    Tensor signed = PixelScale.SIGNED.from(generator.scale(), target);
    return Optional.of(new Arcsine(this, signed.flatten()));
  }

  @Override
  public Residual rows(Tensor index) {
    return new Reconstruction(generator, condition.map(c -> c.rows(index)), target.rows(index));
  }
}

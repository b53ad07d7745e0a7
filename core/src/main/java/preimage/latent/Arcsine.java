package preimage.latent;

import preimage.search.Residual;
import preimage.tensor.Tensor;

/**
 * asin y − asin x for pixels y and x in [−1, 1]: near black and white, where an image hardly
 * changes with what goes into the generator's last activation, it still tells pixels apart.
 * Straight lines continue the scale from just inside its ends, so that it is zero only where y = x,
 * whatever y is.
 *
 * @param plain y − x (n, m)
 * @param target x (n, m)
 * @see <a href="https://doi.org/10.1093/biomet/35.3-4.246">Anscombe, 1948</a>, for the transform,
 *     which gives shares the same variance wherever they lie
 */
record Arcsine(Residual plain, Tensor target) implements Residual {
  /** Where the lines begin; of 1 − 1e-3 to 1 − 1e-7, what took a DCGAN the fewest evaluations. */
  private static final double END = 1 - 1e-4;

  private static final double STEEPEST = 1 / Math.sqrt(1 - END * END);

  private static Tensor scaled(Tensor y) {
    Tensor inside = y.clamp(-END, END);
    return inside.asin().add(y.sub(inside).mul(STEEPEST));
  }

  /** The derivative of the scale (n, m) where {@code plain} has that value. */
  private Tensor slope(Tensor value) {
    Tensor inside = value.add(target).clamp(-END, END);
    Tensor cosine = inside.square().neg().add(1).sqrt();
    return Tensor.ones(1).to(cosine.dtype()).div(cosine);
  }

  private Tensor of(Tensor value) {
    return scaled(value.add(target)).sub(scaled(target));
  }

  @Override
  public Tensor residual(Tensor z) {
    return of(plain.residual(z));
  }

  @Override
  public Slopes slopes(Tensor z) {
    var slopes = plain.slopes(z);
    Tensor slope = slope(slopes.value());
    Tensor rows = slope.reshape(slope.size(0), slope.size(1), 1);
    return new Slopes(of(slopes.value()), slopes.jacobian().mul(rows), slopes.passes());
  }

  @Override
  public Tangents tangents(Tensor z) {
    var tangents = plain.tangents(z);
    Tensor slope = slope(tangents.value());
    return new Tangents(
        of(tangents.value()),
        t -> tangents.push().apply(t).mul(slope),
        u -> tangents.pull().apply(u.mul(slope)),
        tangents.passes());
  }

  @Override
  public Residual rows(Tensor index) {
    return new Arcsine(plain.rows(index), target.rows(index));
  }
}

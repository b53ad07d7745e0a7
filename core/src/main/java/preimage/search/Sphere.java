package preimage.search;

import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/** See {@link Projection#sphere}. */
record Sphere(double radius) implements Projection {
  Sphere {
    if (!(radius > 0)) {
      throw new Misuse("radius must be positive but was " + radius);
    }
  }

  /** All points are equally far from the origin, which goes to the one of equal components. */
  @Override
  public Tensor onto(Tensor point, Draws draws) {
    Tensor length = Norm.L2.of(point);
    Tensor onto = point.mul(length.mul(0).add(radius).div(length).perSampleOf(point));
    double equal = radius / Math.sqrt((double) point.sample().count());
    return onto.where(length.same(length.mul(0)).not(), point.mul(0).add(equal));
  }

  @Override
  public Optional<Tensor> normal(Tensor point) {
    return Optional.of(point.div(Norm.L2.of(point).perSampleOf(point)));
  }

  @Override
  public Projection rows(Tensor index) {
    return this;
  }
}

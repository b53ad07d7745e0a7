package preimage.search;

import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** What new points are drawn from, for searches that draw some. */
@FunctionalInterface
public interface Fresh {
  /** Independent standard normal components. */
  Fresh NORMAL = (shape, draws) -> draws.normal(shape);

  /** Points (n, …) of this shape, one a sample. */
  Tensor at(Shape shape, Draws draws);
}

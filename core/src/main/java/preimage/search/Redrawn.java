package preimage.search;

import java.util.function.Function;
import java.util.stream.IntStream;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/** See {@link Projection#redrawn}. */
record Redrawn(double lower, double upper, Function<Draws, Tensor> fresh) implements Projection {
  Redrawn {
    if (!(lower < upper)) {
      throw new Misuse("lower must be below upper but they were " + lower + " and " + upper);
    }
  }

  /** What is not a number stays, so that its sample is seen to diverge. */
  @Override
  public Tensor onto(Tensor point, Draws draws) {
    Tensor inside = point.greater(lower).and(point.less(upper));
    Tensor outside = inside.not().and(point.same(point));
    double[] count = outside.to(Dtype.FLOAT32).sumPerSample().toDoubles();
    int[] rows = IntStream.range(0, count.length).filter(i -> count[i] > 0).toArray();
    if (rows.length == 0) {
      return point;
    }
    Tensor index = Tensor.of(rows);
    Tensor drawn = fresh.apply(draws.rows(rows)).to(point.dtype());
    Tensor mended = drawn.where(outside.rows(index), point.rows(index));
    return point.withRows(index, mended);
  }

  @Override
  public Projection steady() {
    return Projection.box(lower, upper);
  }

  @Override
  public Projection rows(Tensor index) {
    return this;
  }
}

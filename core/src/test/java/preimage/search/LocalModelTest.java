package preimage.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class LocalModelTest {
  private static final int D = 16;

  /** Ones wherever one looks, with Jacobians of {@code m} rows. */
  private record Flat(int m) implements Residual {
    @Override
    public Tensor residual(Tensor point) {
      return Tensor.ones(point.size(0), m);
    }

    @Override
    public Slopes slopes(Tensor point) {
      return new Slopes(residual(point), Tensor.ones(point.size(0), m, D), 1);
    }

    @Override
    public Residual rows(Tensor index) {
      return this;
    }
  }

  private static void keeps(boolean expected, int n, int m, boolean asked) {
    Scope.run(() -> {
      Tensor point = Zoo.points(n, D, Dtype.FLOAT32);
      var here = new Place(Zoo.problem(new Flat(m), n), point, Optional.empty(), Optional.empty());
      int[] all = IntStream.range(0, n).toArray();
      assertEquals(expected, LocalModel.unseen(point).taken(here, all, asked).keeps());
    });
  }

  @Test
  void whetherAJacobianIsKeptDoesNotDependOnTheBatch() {
    int fits = (8 << 20) / (Float.BYTES * D);
    for (int n : new int[] {1, 9}) {
      keeps(true, n, fits, true);
      keeps(false, n, fits, false);
      keeps(false, n, fits + 1, true);
    }
  }
}

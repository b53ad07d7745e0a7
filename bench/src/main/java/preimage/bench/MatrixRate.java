package preimage.bench;

import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** How fast this machine multiplies large square float32 matrices. */
final class MatrixRate {
  private static final long[] SIDES = {2048, 4096};

  private double best;

  /** The highest rate seen so far, in FLOP/s. */
  double best() {
    return best;
  }

  /** Measures once more, some seconds at most. */
  void measure() {
    for (long side : SIDES) {
      Scope.run(() -> {
        Tensor a = Tensor.full(0.5, side, side);
        for (int i = 0; i < 4; i++) {
          long start = System.nanoTime();
          Scope.run(() -> a.matmul(a));
          double seconds = (System.nanoTime() - start) / 1e9;
          best = Math.max(best, 2.0 * side * side * side / seconds);
        }
      });
    }
  }
}

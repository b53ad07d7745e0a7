package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;

/** Operations whose meaning is ours, against values worked out by hand. */
class TensorTest {
  private static final float NAN = Float.NaN;

  private static Tensor matrix(float... values) {
    return Tensor.of(values, values.length / 3, 3);
  }

  private static void holds(Tensor tensor, float... values) {
    assertArrayEquals(values, tensor.toArray(), 1e-6f);
  }

  @Test
  void bornOfTheHeapInRowMajorOrder() {
    Scope.run(() -> {
      var x = matrix(1, 2, 3, 4, 5, 6);
      assertArrayEquals(new long[] {2, 3}, x.shape());
      assertEquals(Dtype.FLOAT32, x.dtype());
      assertEquals(Dtype.FLOAT64, Tensor.of(new double[] {1}, 1).dtype());
      assertEquals(Dtype.INT64, Tensor.of(new int[] {1}).dtype());
      assertArrayEquals(new long[] {7, -1}, Tensor.of(new int[] {7, -1}).toLongs());
      holds(x.transpose(0, 1), 1, 4, 2, 5, 3, 6);
      assertEquals(Shape.of(3), x.sample());
      assertEquals(6, x.count());
      assertEquals(3, x.size(-1));
      holds(Tensor.identity(2), 1, 0, 0, 1);
      holds(Tensor.full(2.5, 2), 2.5f, 2.5f);
      assertEquals(0.1, Tensor.of(new double[] {0.1}, 1).item());
    });
  }

  @Test
  void refusesMoreOrFewerValuesThanItsShapeHolds() {
    Scope.run(() -> {
      assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[8]));
      assertThrows(IllegalArgumentException.class, () -> Tensor.of(new double[3], 2, 2));
      assertThrows(IllegalArgumentException.class, () -> Tensor.of(new long[5], 2, 2));
    });
  }

  @Test
  void chosenSamplesLeaveAndReturn() {
    Scope.run(() -> {
      var x = matrix(1, 2, 3, 4, 5, 6, 7, 8, 9);
      holds(x.rows(Tensor.of(new int[] {2, 0, 2})), 7, 8, 9, 1, 2, 3, 7, 8, 9);
      holds(x.rows(Tensor.of(new float[] {1, 0, 1}, 3).greater(0)), 1, 2, 3, 7, 8, 9);
      var changed = x.withRows(Tensor.of(new int[] {2, 0}), matrix(0, 0, 0, -1, -1, -1));
      holds(changed, -1, -1, -1, 4, 5, 6, 0, 0, 0);
      holds(x, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    });
  }

  @Test
  void valuesAreChosenByPositionAndByMask() {
    Scope.run(() -> {
      var x = matrix(1, 2, 3, 4, 5, 6);
      holds(x.gather(Tensor.of(new long[] {2, 0, 1, 1}, 2, 2)), 3, 1, 5, 5);
      var zero = Tensor.zeros(2, 3);
      holds(x.where(x.greater(2).and(x.less(6)), zero), 0, 0, 3, 4, 5, 0);
      holds(x.where(Tensor.of(new float[] {0, 1}, 2).greater(0), zero), 0, 0, 0, 4, 5, 6);
      holds(x.where(x.less(2).or(x.greater(5)).not(), zero), 0, 2, 3, 4, 5, 0);
      assertArrayEquals(
          new long[] {0, 1}, x.same(matrix(0, 0, 0, 4, 5, 6)).narrow(1, 0, 1).toLongs());
      var odd = Tensor.of(new float[] {1, NAN, Float.POSITIVE_INFINITY}, 3);
      assertArrayEquals(new long[] {1, 0, 0}, odd.isFinite().toLongs());
      holds(odd.where(odd.isFinite(), Tensor.zeros(1)), 1, 0, 0);
    });
  }

  @Test
  void classNumbersAreUnitVectors() {
    Scope.run(() -> {
      var units = Tensor.of(new int[] {2, 0}).oneHot(3);
      assertEquals(Dtype.FLOAT32, units.dtype());
      holds(units, 0, 0, 1, 1, 0, 0);
    });
  }

  @Test
  void samplesRepeatAndAreSkipped() {
    Scope.run(() -> {
      var x = matrix(1, 2, 3, 4, 5, 6);
      holds(x.repeatAll(2), 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6);
      holds(x.everyOther(1, 2), 1, 3, 4, 6);
      holds(x.everyOther(0, 2), 1, 2, 3);
      holds(x.flip(1), 3, 2, 1, 6, 5, 4);
      holds(x.narrow(1, 1, 2), 2, 3, 5, 6);
      holds(matrix(3, 1, 2).sorted(), 1, 2, 3);
      holds(Tensor.cat(List.of(x, x.neg()), 0).sum(0), 0, 0, 0);
      assertArrayEquals(new long[] {2, 2, 3}, Tensor.stack(List.of(x, x), 1).shape());
    });
  }

  @Test
  void samplesAreFlattenedSummedAndSpread() {
    Scope.run(() -> {
      var x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, 2, 2);
      assertArrayEquals(new long[] {2, 4}, x.flatten().shape());
      assertArrayEquals(new long[] {2, 1}, Tensor.ones(2).flatten().shape());
      assertArrayEquals(new long[] {0, 4}, x.narrow(0, 0, 0).flatten().shape());
      holds(x.sumPerSample(), 10, 26);
      holds(x.meanPerSample(), 2.5f, 6.5f);
      holds(Tensor.ones(3).meanPerSample(), 1, 1, 1);
      var factors = Tensor.of(new float[] {0, 1}, 2);
      holds(x.mul(factors.perSampleOf(x)), 0, 0, 0, 0, 5, 6, 7, 8);
      holds(x.flatten().max(1), 4, 8);
      assertArrayEquals(new long[] {3, 3}, x.flatten().argmax(1).toLongs());
    });
  }

  @Test
  void arithmeticIsAsWritten() {
    Scope.run(() -> {
      var a = Tensor.of(new float[] {1, -2}, 2);
      var b = Tensor.of(new float[] {4, 8}, 2);
      holds(a.lerp(b, 0.25), 1.75f, 0.5f);
      holds(a.addProduct(a, b, 2), 9, -34);
      holds(a.addQuotient(a, b, 2), 1.5f, -2.5f);
      holds(a.leakyRelu(0.1), 1, -0.2f);
      holds(a.softplus(), (float) Math.log(1 + Math.E), (float) Math.log(1 + Math.exp(-2)));
      holds(a.clamp(-1, 0.5), 0.5f, -1);
      holds(a.maximum(b.neg()), 1, -2);
      holds(a.minimum(b.neg()), -4, -8);
      holds(a.tanh().atanh(), 1, -2);
      holds(a.logSoftmax(0).exp().sum(), 1);
      holds(b.linear(Tensor.of(new float[] {1, 1}, 1, 2), Optional.empty()), 12);
    });
  }

  @Test
  void choleskyFailsOnlyWhereAMatrixIsNotPositiveDefinite() {
    Scope.run(() -> {
      var good = new float[] {4, 2, 2, 5};
      var bad = new float[] {1, 2, 2, 1};
      var batch = Tensor.cat(List.of(square(good), square(bad), square(good)), 0);
      var factor = batch.cholesky();
      assertArrayEquals(
          new float[] {2, 0, 1, 2, NAN, NAN, NAN, NAN, 2, 0, 1, 2}, factor.toArray(), 1e-6f);
      var right = Tensor.of(new float[] {2, 1, 0, 0, 2, 1}, 3, 2, 1);
      var solved = right.choleskySolve(factor).toArray();
      // [4 2; 2 5] x = [2; 1] at x = [.5, 0].
      assertArrayEquals(new float[] {.5f, 0, NAN, NAN, .5f, 0}, solved, 1e-6f);
      assertArrayEquals(
          new float[] {.5f, 0}, right.narrow(0, 0, 1).solve(square(good)).toArray(), 1e-6f);
    });
  }

  private static Tensor square(float... values) {
    return Tensor.of(values, 1, 2, 2);
  }

  @Test
  void matricesHaveTheirDiagonalsAndSingularValues() {
    Scope.run(() -> {
      var d = Tensor.of(new float[] {3, -4, 1, 2}, 2, 2);
      var matrices = d.diagonalMatrix();
      holds(matrices, 3, 0, 0, -4, 1, 0, 0, 2);
      holds(matrices.diagonal(), 3, -4, 1, 2);
      holds(matrices.singularValues(), 4, 3, 2, 1);
      holds(matrices.matmul(matrices).diagonal(), 9, 16, 1, 4);
    });
  }

  @Test
  void doublesStayDoubles() {
    Scope.run(() -> {
      var x = Tensor.of(new double[] {1e-12, 2}, 1, 2);
      var one = Tensor.ones(2).to(Dtype.FLOAT64);
      assertEquals(1e-12, x.add(1).sub(one).toDoubles()[0], 1e-15);
      for (var y :
          List.of(
              x.mul(2),
              x.add(x),
              x.tanh(),
              x.softplus(),
              x.sum(),
              x.leakyRelu(.2),
              x.sqrt(),
              x.matmul(x.transpose(0, 1)),
              x.clamp(0, 1),
              x.where(x.greater(1), x.mul(0)),
              x.lerp(x, .5),
              x.reshape(1, 1, 1, 2).upsample(2))) {
        assertEquals(Dtype.FLOAT64, y.dtype());
      }
      assertEquals(
          Dtype.FLOAT64, Derivatives.gradient(t -> t.square().sum(1), x).derivative().dtype());
    });
  }

  @Test
  void aWholeBatchLeavesItsScopeTogether() {
    Scope.run(() -> {
      var pair = Scope.call(() -> new Bundle.Pair(Tensor.ones(2), Tensor.zeros(2)));
      holds(pair.first().add(pair.second()), 1, 1);
      var last = Scope.iterate(Tensor.ones(1), 10, t -> t.add(t));
      assertEquals(1024, last.item());
    });
  }

  @Test
  void shapesCountAndPrint() {
    assertEquals("3×32×32", Shape.of(3, 32, 32).toString());
    assertEquals(3 * 32 * 32, Shape.of(3, 32, 32).count());
    assertArrayEquals(new long[] {7, 2, 5}, Shape.of(2, 5).batch(7));
    for (int size : new int[] {0, -1}) {
      var e = assertThrows(Misuse.class, () -> Shape.of(3, size));
      assertTrue(e.getMessage().endsWith("but were [3, " + size + "]"), e.getMessage());
    }
  }
}

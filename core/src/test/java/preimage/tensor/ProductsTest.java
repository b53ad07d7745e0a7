package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest {
  private static final Rng RNG = Rng.of(2);

  private static Tensor drawn(String name, int n, int d) {
    return RNG.purpose(name).normal(Shape.of(d), Rng.samples(0, n));
  }

  /** A matrix too large to be multiplied at once by more than three rows, in uneven parts. */
  private static Tensor matrix() {
    return drawn("matrix", 100, 3001);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 32, 33})
  void affineIsTheProductAndTheShift(int n) {
    Scope.run(() -> {
      Tensor x = drawn("x", n, 100);
      Tensor shift = drawn("shift", 1, 3001).reshape(3001);
      Tensor exact =
          x.to(Dtype.FLOAT64).matmul(matrix().to(Dtype.FLOAT64)).add(shift.to(Dtype.FLOAT64));
      Tensor y = Products.affine(x, matrix(), Optional.of(shift));
      assertArrayEquals(exact.toDoubles(), y.toDoubles(), 1e-4);
      Tensor bare = Products.affine(x, matrix(), Optional.empty());
      assertArrayEquals(exact.sub(shift).toDoubles(), bare.toDoubles(), 1e-4);
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 9})
  void backIsTheProductWithTheTranspose(int n) {
    Scope.run(() -> {
      Tensor y = drawn("y", n, 3001);
      Tensor exact = y.to(Dtype.FLOAT64).matmul(matrix().to(Dtype.FLOAT64).transpose(0, 1));
      assertArrayEquals(exact.toDoubles(), Products.back(y, matrix()).toDoubles(), 1e-3);
    });
  }

  @Test
  void partsHaveTheGradientOfTheWhole() {
    Scope.run(() -> {
      Tensor x = drawn("x", 8, 100);
      Tensor slope = drawn("y", 8, 3001);
      var at =
          Derivatives.gradient(
              p -> Products.affine(p, matrix(), Optional.empty()).mul(slope).sum(1), x);
      assertArrayEquals(
          Products.back(slope, matrix()).toDoubles(), at.derivative().toDoubles(), 1e-3);
    });
  }
}

package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  private static <T> T by(int threads, Supplier<T> body) {
    int before = Device.threads();
    Device.limitThreads(threads);
    try {
      return body.get();
    } finally {
      Device.limitThreads(before);
    }
  }

  private static Weights made(int piece) {
    return Scope.call(() -> Weights.of(Map.of("w", Tensor.zeros(3).add(piece))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void piecesComeInOrder(int threads) {
    var all = by(threads, () -> Parallel.map(20, i -> i * i));
    assertEquals(IntStream.range(0, 20).mapToObj(i -> i * i).toList(), all);
  }

  /** A piece that fails takes those before it and those ahead of it with it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void weightsDoNotOutliveAFailure(int threads) {
    var fault = new IllegalStateException("the sixth");
    IntFunction<Weights> body =
        i -> {
          if (i == 5) {
            throw fault;
          }
          return made(i);
        };
    long before = Scope.liveTensors();
    assertSame(
        fault, by(threads, () -> assertThrows(Exception.class, () -> Parallel.map(20, body))));
    assertEquals(before, Scope.liveTensors());
  }
}

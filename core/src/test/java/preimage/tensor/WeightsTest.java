package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final Rng RNG = Rng.of(4);

  private static Weights some() {
    return Scope.call(() -> {
      var tensors = new LinkedHashMap<String, Tensor>();
      tensors.put("w", RNG.normal(Shape.of(8), Rng.samples(0, 8)));
      tensors.put("b", Tensor.zeros(8));
      return Weights.learning(tensors, Set.of("w"));
    });
  }

  private static String refusal(Runnable act) {
    return String.valueOf(assertThrows(IllegalStateException.class, act::run).getMessage());
  }

  /** Ten layers of tanh(x w + b), with the gradient of their sum with respect to x. */
  private static float[] worked(Weights weights) {
    return Scope.call(() -> {
      Tensor x = RNG.purpose("x").normal(Shape.of(8), Rng.samples(0, 16));
      return Derivatives.gradient(
              p ->
                  IntStream.range(0, 10)
                      .boxed()
                      .reduce(
                          p,
                          (t, _) -> t.matmul(weights.named("w")).add(weights.named("b")).tanh(),
                          (_, t) -> t)
                      .sum(1),
              x)
          .derivative()
          .toArray();
    });
  }

  @Test
  void threadsShareThemAndFindTheSame() {
    try (var weights = some()) {
      var alone = worked(weights);
      var threads = new ArrayList<CompletableFuture<float[]>>();
      var start = new CountDownLatch(1);
      for (int i = 0; i < 4; i++) {
        threads.add(
            CompletableFuture.supplyAsync(
                () -> {
                  awaited(start);
                  for (int j = 0; j < 20; j++) {
                    assertArrayEquals(alone, worked(weights));
                  }
                  return worked(weights);
                },
                task -> Thread.ofPlatform().start(task)));
      }
      start.countDown();
      threads.forEach(thread -> assertArrayEquals(alone, thread.join()));
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTensorStaysInItsThread() {
    Scope.run(() -> {
      Tensor mine = Tensor.ones(2);
      var said =
          CompletableFuture.supplyAsync(
                  () -> refusal(() -> Scope.run(() -> mine.add(1))),
                  task -> Thread.ofPlatform().start(task))
              .join();
      assertEquals("tensor used in another thread than that of its scope", said);
      assertArrayEquals(new float[] {1, 1}, mine.toArray());
    });
  }

  @Test
  void closedOnesSaySo() {
    var weights = some();
    weights.close();
    weights.close();
    assertEquals(
        "weights used after they were closed", refusal(() -> weights.named("w").toArray()));
    assertEquals(
        "weights used after they were closed",
        refusal(() -> Scope.run(() -> weights.named("w").add(1))));
  }

  @Test
  void theyAreCopiesThatOutliveScopes() {
    Weights weights =
        Scope.call(() -> {
          Tensor x = Tensor.ones(2);
          var kept = Weights.of(Map.of("x", x));
          kept.assign(Map.of("x", x.mul(3)));
          assertArrayEquals(new float[] {1, 1}, x.toArray());
          return kept;
        });
    try (weights) {
      assertArrayEquals(new float[] {3, 3}, weights.named("x").toArray());
      assertEquals(2, weights.count());
      assertTrue(weights.has("x") && !weights.has("y"));
    }
  }

  @Test
  void missingNamesAreSaid() {
    try (var weights = some()) {
      var e = assertThrows(IllegalArgumentException.class, () -> weights.named("v"));
      assertEquals("no weight 'v' among [w, b]", e.getMessage());
      assertEquals(List.of("w"), weights.learned());
      assertEquals(Set.of("b"), weights.buffers().keySet());
    }
  }

  @Test
  void knowWhetherTheyAreFinite() {
    try (var weights = some()) {
      assertTrue(weights.finite());
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        Scope.run(() -> weights.assign(Map.of("b", Tensor.full(bad, 8))));
        assertFalse(weights.finite());
      }
    }
  }

  @Test
  void mappedOnesAreTheirOwn() {
    try (var weights = some();
        var doubled = weights.map(w -> w.to(Dtype.FLOAT64).mul(2))) {
      Scope.run(() -> weights.assign(Map.of("b", Tensor.ones(8))));
      assertEquals(Dtype.FLOAT64, doubled.named("w").dtype());
      assertArrayEquals(new double[8], doubled.named("b").toDoubles());
    }
  }
}

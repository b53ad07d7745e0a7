package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RngTest {
  private static final Shape SHAPE = Shape.of(101);

  /** The known answers of Random123's kat_vectors for philox4x32-10. */
  @Test
  void scramblesAsPublished() {
    var zeros = new int[4];
    Philox.scramble(zeros, 0);
    assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, zeros);
    var ones = new int[] {-1, -1, -1, -1};
    Philox.scramble(ones, -1L);
    assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, ones);
  }

  @Test
  void drawsOfASampleDoNotDependOnItsBatch() {
    Scope.run(() -> {
      var rng = Rng.of(7).purpose("latents").step(3);
      var alone = rng.normal(SHAPE, 17).toArray();
      var among = rng.normal(SHAPE, Rng.samples(10, 20)).narrow(0, 7, 1).toArray();
      assertArrayEquals(alone, among);
    });
  }

  @Test
  void seedsPurposesStepsAndSamplesAllMatter() {
    Scope.run(() -> {
      var rng = Rng.of(7);
      var draws =
          IntStream.range(0, 5)
              .mapToObj(i ->
                  switch (i) {
                    case 0 -> rng.uniform(SHAPE, 0, 1, 0);
                    case 1 -> Rng.of(8).uniform(SHAPE, 0, 1, 0);
                    case 2 -> rng.purpose("a").uniform(SHAPE, 0, 1, 0);
                    case 3 -> rng.step(1).uniform(SHAPE, 0, 1, 0);
                    default -> rng.uniform(SHAPE, 0, 1, 1);
                  })
              .map(Tensor::toArray)
              .toList();
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < i; j++) {
          assertFalse(Arrays.equals(draws.get(i), draws.get(j)), i + " and " + j);
        }
      }
    });
  }

  @Test
  void hasTheMomentsOfItsDistribution() {
    Scope.run(() -> {
      var normal = Rng.of(1).normal(SHAPE, Rng.samples(0, 1000)).to(Dtype.FLOAT64);
      assertEquals(0, normal.mean().item(), 0.01);
      assertEquals(1, normal.square().mean().item(), 0.02);
      assertEquals(3, normal.square().square().mean().item(), 0.1);
      var uniform = Rng.of(1).uniform(SHAPE, -1, 1, Rng.samples(0, 1000)).to(Dtype.FLOAT64);
      assertEquals(0, uniform.mean().item(), 0.01);
      assertEquals(1 / 3.0, uniform.square().mean().item(), 0.01);
      assertTrue(uniform.abs().reshape(1, -1).max(1).item() <= 1);
    });
  }

  @Test
  void permutesEveryNumberOnce() {
    var order = Rng.of(3).permutation(1000);
    assertFalse(Arrays.equals(order, IntStream.range(0, 1000).toArray()));
    assertArrayEquals(IntStream.range(0, 1000).toArray(), Arrays.stream(order).sorted().toArray());
  }
}

package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class ConditionTest {
  private static final Condition LABEL = new Condition.Label(3);
  private static final Condition IMAGE = new Condition.Image(1, 2, 2);

  private static Tensor joined(Condition condition, Tensor x, Tensor values) {
    Tensor y = condition.join(x, Optional.of(values));
    assertEquals(condition.joined(x.sample()), y.sample());
    return y;
  }

  @Test
  void noneLeavesTheInputAlone() {
    Scope.run(() -> {
      Tensor x = Tensor.ones(2, 3);
      assertSame(x, new Condition.None().join(x, Optional.empty()));
      Misused.says(
          "this network takes no condition",
          () -> new Condition.None().join(x, Optional.of(Tensor.of(new int[2]))));
    });
    assertEquals(Shape.of(3), new Condition.None().joined(Shape.of(3)));
  }

  @Test
  void labelsAreUnitVectorsBesideLatents() {
    Scope.run(() -> {
      Tensor z = Tensor.of(new float[] {.5f, .25f, -.5f, -.25f}, 2, 2);
      assertArrayEquals(
          new float[] {.5f, .25f, 0, 0, 1, -.5f, -.25f, 1, 0, 0},
          joined(LABEL, z, Tensor.of(new int[] {2, 0})).toArray());
    });
  }

  @Test
  void labelsAreConstantChannelsBesideImages() {
    Scope.run(() -> {
      Tensor x = Tensor.of(new float[] {.5f, .25f}, 1, 1, 1, 2);
      assertArrayEquals(
          new float[] {.5f, .25f, 0, 0, 1, 1, 0, 0},
          joined(LABEL, x, Tensor.of(new int[] {1})).toArray());
    });
  }

  @Test
  void imagesAreChannelsBesideImagesAndBesideSpreadLatents() {
    Scope.run(() -> {
      Tensor c = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
      Tensor x = Tensor.of(new float[] {5, 6, 7, 8}, 1, 1, 2, 2);
      assertArrayEquals(new float[] {5, 6, 7, 8, 1, 2, 3, 4}, joined(IMAGE, x, c).toArray());
      Tensor z = Tensor.of(new float[] {9, -9}, 1, 2);
      assertArrayEquals(
          new float[] {9, 9, 9, 9, -9, -9, -9, -9, 1, 2, 3, 4}, joined(IMAGE, z, c).toArray());
    });
  }

  @Test
  void everySampleNeedsItsCondition() {
    Scope.run(() -> {
      Tensor z = Tensor.ones(2, 4);
      Misused.says(
          "this network needs a class number for each sample",
          () -> LABEL.join(z, Optional.empty()));
      Misused.says(
          "this network needs an image for each sample", () -> IMAGE.join(z, Optional.empty()));
      Misused.says("2 samples cannot have 3 conditions", () -> joined(LABEL, z, ints(0, 1, 2)));
      Misused.says(
          "2 samples cannot have 1 conditions", () -> joined(IMAGE, z, Tensor.ones(1, 1, 2, 2)));
    });
  }

  private static Tensor ints(int... values) {
    return Tensor.of(values);
  }

  @Test
  void conditionsOfTheWrongKindAreRefused() {
    Scope.run(() -> {
      Tensor z = Tensor.ones(2, 4);
      Misused.says("class numbers must lie in 0 … 2, not 3", () -> joined(LABEL, z, ints(0, 3)));
      Misused.says("class numbers must lie in 0 … 2, not -1", () -> joined(LABEL, z, ints(-1, 0)));
      Misused.says("whole numbers (n)", () -> joined(LABEL, z, Tensor.ones(2)));
      Misused.says("whole numbers (n)", () -> joined(LABEL, z, ints(1, 2).reshape(2, 1)));
      Misused.says("images of 1×2×2, not 3×2×2", () -> joined(IMAGE, z, Tensor.ones(2, 3, 2, 2)));
      Misused.says("images of 1×2×2, not 1×4", () -> joined(IMAGE, z, Tensor.ones(2, 1, 4)));
    });
    Misused.says("a condition of 2×2 cannot join 1×3×3", () -> IMAGE.joined(Shape.of(1, 3, 3)));
    Misused.says("classes must be at least 2 but was 1", () -> new Condition.Label(1));
  }
}

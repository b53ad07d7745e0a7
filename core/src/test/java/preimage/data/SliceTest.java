package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static preimage.data.Refusal.misuse;

import org.junit.jupiter.api.Test;
import preimage.tensor.Shape;

class SliceTest {
  private final Dataset ten =
      new InMemory(
          "ten",
          new Images(Shape.of(1, 1, 1), new float[10], new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));

  @Test
  void choosesRangesStepsAndSingleImages() {
    assertArrayEquals(new int[] {2, 3, 4}, chosen("[2:5]"));
    assertArrayEquals(new int[] {7, 8, 9}, chosen("[7:]"));
    assertArrayEquals(new int[] {0, 1}, chosen("[:2]"));
    assertArrayEquals(new int[] {0, 4, 8}, chosen("[::4]"));
    assertArrayEquals(new int[] {1, 4, 7}, chosen("[1:8:3]"));
    assertArrayEquals(new int[] {9}, chosen("[9]"));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, chosen("[:]"));
  }

  @Test
  void slicesOfSlicesAndTheirNames() {
    var odd = Slice.parse("[1::2]").of(ten);
    assertEquals("ten[1::2]", odd.name());
    assertArrayEquals(new int[] {5, 7}, Slice.parse("[2:4]").of(odd).range(0, 2).labels());
  }

  @Test
  void refusesWhatLiesBeyondTheEndAndSaysTheSize() {
    assertEquals(
        "ten has 10 images, which the slice [0:11] goes beyond",
        misuse(() -> Slice.parse("[0:11]").of(ten)));
    assertEquals(
        "ten has 10 images, which the slice [10:] goes beyond",
        misuse(() -> Slice.parse("[10:]").of(ten)));
    assertThrows(IndexOutOfBoundsException.class, () -> Slice.parse("[2:5]").of(ten).images(3));
  }

  @Test
  void refusesEmptyAndMisspeltSlices() {
    assertEquals("the slice [5:5] is empty", misuse(() -> Slice.parse("[5:5]")));
    assertEquals(
        "the step of a slice must be 1 or more but was 0", misuse(() -> Slice.parse("[0:5:0]")));
    for (var wrong : new String[] {"[]", "[a:b]", "[-1:]", "[1:2:3:4]", "[0:99999999999]"}) {
      assertEquals(
          "a slice is written [from:to] or [from:to:step] with numbers from 0, not '" + wrong + "'",
          misuse(() -> Slice.parse(wrong)));
    }
  }

  @Test
  void aSliceHasTheSumOfItsContent() {
    var images = ten.range(3, 6);
    assertEquals(new InMemory("other", images).sha256(), Slice.parse("[3:6]").of(ten).sha256());
  }

  private int[] chosen(String slice) {
    var set = Slice.parse(slice).of(ten);
    return set.range(0, set.size()).labels();
  }
}

package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import preimage.tensor.Shape;

class ResizeTest {
  @Test
  void leavesTheWantedShapeAlone() {
    var image = new Images(Shape.of(1, 2, 2), new float[] {0, .25f, .5f, 1});
    assertSame(image, Resize.to(Shape.of(1, 2, 2), image));
  }

  @Test
  void keepsFlatImagesFlatAndRampsRamps() {
    var flat = new float[3 * 50 * 70];
    Arrays.fill(flat, .3f);
    for (var size : new Shape[] {Shape.of(3, 7, 9), Shape.of(3, 120, 200), Shape.of(3, 50, 1)}) {
      for (float value : Resize.to(size, new Images(Shape.of(3, 50, 70), flat)).pixels()) {
        assertEquals(.3f, value, 1e-6f);
      }
    }
    var ramp = new float[64 * 64];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 64 / 63f;
    }
    var half = Resize.to(Shape.of(1, 32, 32), new Images(Shape.of(1, 64, 64), ramp)).pixels();
    for (int x = 1; x < 31; x++) {
      assertEquals((2 * x + .5f) / 63, half[32 * 5 + x], 1e-6f);
    }
  }

  @Test
  void finePatternsBecomeGreyNotStripes() {
    var stripes = new float[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % 2;
    }
    var small = Resize.to(Shape.of(1, 16, 16), new Images(Shape.of(1, 64, 64), stripes)).pixels();
    for (int i = 0; i < small.length; i++) {
      assertEquals(.5f, small[i], .1f);
    }
  }

  @Test
  void agreesWithWeightsByHand() {
    // Two to one: triangles 1/4, 3/4, 3/4, 1/4 about each new centre, cut off at the edges.
    var lines = new Images(Shape.of(1, 2, 4), new float[] {0, 0, 0, 1, 0, 0, 0, 1});
    var narrow = Resize.to(Shape.of(1, 1, 2), lines);
    assertArrayEquals(new float[] {0, .75f / 1.75f}, narrow.pixels(), 1e-6f);
  }

  @Test
  void cutsToTheProportionsAboutTheCentre() {
    var wide = new Images(Shape.of(1, 1, 5), new float[] {1, 1, .5f, 1, 1});
    assertArrayEquals(new float[] {.5f}, Resize.to(Shape.of(1, 1, 1), wide).pixels());
    var high = new Images(Shape.of(1, 3, 1), new float[] {1, .25f, 1});
    assertArrayEquals(new float[] {.25f}, Resize.to(Shape.of(1, 1, 1), high).pixels());
  }

  @Test
  void turnsColoursToGreyAndBack() {
    var rgb = new Images(Shape.of(3, 1, 1), new float[] {1, .5f, 0});
    assertEquals(.299f + .2935f, Resize.to(Shape.of(1, 1, 1), rgb).pixels()[0], 1e-6f);
    var white = new Images(Shape.of(3, 1, 1), new float[] {1, 1, 1});
    assertEquals(1, Resize.to(Shape.of(1, 1, 1), white).pixels()[0], 1e-6f);
    var grey = new Images(Shape.of(1, 1, 2), new float[] {.1f, .2f});
    assertArrayEquals(
        new float[] {.1f, .2f, .1f, .2f, .1f, .2f}, Resize.to(Shape.of(3, 1, 2), grey).pixels());
  }
}

package preimage.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class PixelScaleTest {
  private static final PixelScale CHANNELS =
      new PixelScale(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  @Test
  void pixelsComeBack() {
    Scope.run(() -> {
      Tensor pixels = Rng.of(1).uniform(Shape.of(3, 4, 5), 0, 1, 0, 1);
      for (var scale :
          List.of(PixelScale.UNIT, PixelScale.SIGNED, PixelScale.range(-3, 250), CHANNELS)) {
        assertArrayEquals(
            pixels.toArray(), scale.toPixels(scale.fromPixels(pixels)).toArray(), 1e-6f);
      }
    });
  }

  @Test
  void rangesSayWhatBlackAndWhiteAre() {
    Scope.run(() -> {
      Tensor ends = Tensor.of(new float[] {0, 1}, 2, 1, 1, 1);
      assertArrayEquals(new float[] {-1, 1}, PixelScale.SIGNED.fromPixels(ends).toArray());
      assertArrayEquals(new float[] {0, 1}, PixelScale.UNIT.fromPixels(ends).toArray());
      assertArrayEquals(
          new float[] {0, 255}, PixelScale.range(0, 255).fromPixels(ends).toArray(), 1e-4f);
    });
  }

  @Test
  void vectorsKeepTheirShape() {
    Scope.run(() -> {
      Tensor x = Tensor.zeros(4, 2);
      assertArrayEquals(x.shape(), PixelScale.SIGNED.fromPixels(x).shape());
      assertArrayEquals(x.shape(), PixelScale.SIGNED.toPixels(x).shape());
    });
  }

  @Test
  void channelsAreScaledApart() {
    Scope.run(() -> {
      var black = CHANNELS.fromPixels(Tensor.zeros(1, 3, 1, 1)).toDoubles();
      assertArrayEquals(new double[] {-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225}, black, 1e-6);
    });
  }

  @Test
  void errorsAreMeasuredOnTheOwnRange() {
    assertEquals(4, PixelScale.SIGNED.squaredUnits());
    assertEquals(1, PixelScale.UNIT.squaredUnits());
  }

  @Test
  void saysWhatItIs() {
    assertEquals("-1…1", PixelScale.SIGNED.toString());
    assertEquals("0…1", PixelScale.UNIT.toString());
    assertEquals("mean 0.485 0.456 0.406, deviation 0.229 0.224 0.225", CHANNELS.toString());
  }

  @Test
  void refusesWhatIsNoScale() {
    Misused.says(
        "black must be below white but they were 1.0 and 1.0", () -> PixelScale.range(1, 1));
    Misused.says("black must be below white", () -> PixelScale.range(Double.NaN, 1));
    Misused.says(
        "deviations must be positive but were [0.0]",
        () -> new PixelScale(List.of(0.), List.of(0.)));
    Misused.says("as many means as deviations", () -> new PixelScale(List.of(0., 1.), List.of(1.)));
    Misused.says("at least one", () -> new PixelScale(List.of(), List.of()));
  }
}

package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NdArrayTest {
  @Test
  void convertsEachTypeToEachOther() {
    var floats = NdArray.of(new float[] {1.5f, -2.5f});
    assertArrayEquals(new double[] {1.5, -2.5}, floats.doubles());
    assertArrayEquals(new long[] {1, -2}, floats.longs());
    assertArrayEquals(new float[] {3, -4}, NdArray.of(new double[] {3, -4}).floats());
    assertArrayEquals(new float[] {3, -4}, NdArray.of(new int[] {3, -4}).floats());
    assertArrayEquals(new long[] {3, -4}, NdArray.of(new long[] {3, -4}).longs());
    assertArrayEquals(new float[] {255, 1}, NdArray.of(new byte[] {-1, 1}).floats());
  }

  @Test
  void roundsLongsToTheNearestFloatOnce() {
    long odd = (1L << 54) + (1L << 30) + 1;
    assertArrayEquals(new float[] {odd}, NdArray.of(new long[] {odd}).floats());
  }

  @Test
  void readsHalvesOfBothKinds() {
    var half = new NdArray(NdArray.Type.FLOAT16, List.of(2), new byte[] {0, 0x3e, 1, 0});
    assertArrayEquals(new double[] {1.5, 0x1p-24}, half.doubles());
    var brain =
        new NdArray(NdArray.Type.BFLOAT16, List.of(1), new byte[] {(byte) 0xc0, (byte) 0xbf});
    assertArrayEquals(new float[] {-1.5f}, brain.floats());
  }

  @Test
  void hasTheShapeAskedForOrIsAVector() {
    assertEquals(List.of(2, 3), NdArray.of(new float[6], 2, 3).shape());
    assertEquals(List.of(6), NdArray.of(new float[6]).shape());
    assertEquals(6, NdArray.of(new float[6], 2, 3).count());
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> NdArray.of(new float[6], 4));
    assertThrows(IllegalArgumentException.class, () -> NdArray.of(new float[6], -2, -3));
    assertThrows(
        IllegalArgumentException.class,
        () -> NdArray.of(new float[0], Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }
}

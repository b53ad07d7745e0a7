package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static preimage.data.Refusal.misuse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.tensor.Shape;

class NpyImagesTest {
  @TempDir Path folder;

  @Test
  void readsFloatsAndBytesAlike() {
    var floats = npy(NdArray.of(new float[] {0, 1, .2f, .4f}, 2, 1, 1, 2));
    var bytes = folder.resolve("bytes.npy");
    Npy.write(bytes, NdArray.of(new byte[] {0, (byte) 255, 51, 102}, 2, 1, 2));
    var set = NpyImages.openNpy(floats);
    assertEquals(Shape.of(1, 1, 2), set.shape());
    assertEquals(2, set.size());
    assertArrayEquals(
        set.range(0, 2).pixels(), NpyImages.openNpy(bytes).range(0, 2).pixels(), 1e-7f);
    assertEquals(set.sha256(), NpyImages.openNpy(bytes).sha256());
  }

  @Test
  void readsLabelsOfNpz() {
    var file = folder.resolve("a.npz");
    Npz.empty()
        .with("images", NdArray.of(new float[3], 3, 1, 1))
        .with("labels", NdArray.of(new long[] {2, 0, 1}, 3))
        .write(file);
    var set = NpyImages.openNpz(file);
    assertEquals(3, set.classes());
    assertArrayEquals(new int[] {2, 0, 1}, set.range(0, 3).labels());
  }

  @Test
  void namesTheImageAndTheReason() {
    var nan = npy(NdArray.of(new float[] {0, 0, 0, Float.NaN}, 2, 1, 2));
    assertEquals(
        nan + ": pixels must lie in [0, 1] but image 1 holds NaN",
        misuse(() -> NpyImages.openNpy(nan)));
    var large = npy(NdArray.of(new float[] {0, 128}, 1, 1, 2));
    assertEquals(
        large
            + ": pixels must lie in [0, 1] but image 0 holds 128.0; divide pixels of 0 to 255 by"
            + " 255",
        misuse(() -> NpyImages.openNpy(large)));
    var flat = npy(NdArray.of(new float[4], 2, 2));
    assertEquals(
        flat + ": images have the shape (n, c, h, w) or (n, h, w), not [2, 2]",
        misuse(() -> NpyImages.openNpy(flat)));
    var whole = npy(NdArray.of(new int[4], 1, 2, 2));
    assertEquals(
        whole + ": images are floats in [0, 1] or unsigned bytes, not INT32",
        misuse(() -> NpyImages.openNpy(whole)));
    var file = folder.resolve("b.npz");
    Npz.empty().with("x", NdArray.of(new float[1], 1, 1, 1)).write(file);
    assertEquals(file + ": no array 'images' among [x]", misuse(() -> NpyImages.openNpz(file)));
    Npz.empty()
        .with("images", NdArray.of(new float[2], 2, 1, 1))
        .with("labels", NdArray.of(new int[] {1, 2, 3}, 3))
        .write(file);
    assertEquals(
        file + ": has 3 labels where there are 2 images", misuse(() -> NpyImages.openNpz(file)));
  }

  @Test
  void readsAnyImagesInAnyOrderFromTheFile() {
    var values = new float[5 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 20f;
    }
    var set = NpyImages.openNpy(npy(NdArray.of(values, 5, 1, 2, 2)));
    var whole = new Images(Shape.of(1, 2, 2), values);
    for (int[] chosen : new int[][] {{0, 1, 2, 3, 4}, {4, 2, 3, 3, 0}, {}}) {
      assertArrayEquals(
          new InMemory("all", whole).images(chosen).pixels(), set.images(chosen).pixels());
    }
    assertEquals(new InMemory("all", whole).sha256(), set.sha256());
    assertThrows(IndexOutOfBoundsException.class, () -> set.images(5));
    assertThrows(IndexOutOfBoundsException.class, () -> set.images(-1));
  }

  @Test
  void classNumbersMayComeFromElsewhere() {
    var set = NpyImages.openNpy(npy(NdArray.of(new float[3], 3, 1, 1)));
    var labelled = new Labelled(set, 2, 0, 1);
    assertEquals(3, labelled.classes());
    assertArrayEquals(new int[] {1, 2}, labelled.images(2, 0).labels());
    assertNotEquals(set.sha256(), labelled.sha256());
    assertNotEquals(new Labelled(set, 2, 0, 0).sha256(), labelled.sha256());
    assertEquals(
        set.name() + " has 3 images, which cannot have 2 class numbers",
        misuse(() -> new Labelled(set, 2, 0)));
    assertEquals(
        "the class number of image 1 is negative: -1", misuse(() -> new Labelled(set, 2, -1, 0)));
  }

  private Path npy(NdArray array) {
    var file = folder.resolve("a.npy");
    Npy.write(file, array);
    return file;
  }
}

package preimage.data;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * Images in NumPy's files: (n, c, h, w) or, grey, (n, h, w); floats in [0, 1] or unsigned bytes, of
 * which 255 is 1. A {@code .npz} file holds them as {@code images}, their labels as {@code labels}
 * if it has any.
 */
public final class NpyImages {
  private NpyImages() {}

  /**
   * Opens a {@code .npy} file of images, which are read from it as they are asked for: it may be
   * larger than the heap, unless it is column-major. All are looked at once.
   *
   * @throws Misuse if there is no such file, or its values, shape or type are not those of images
   * @throws Failure if it is damaged
   */
  public static Dataset openNpy(Path file) {
    Content.requireFile(file);
    var rows = Npy.open(file);
    try {
      var shape = shape(file, rows.shape());
      requirePixels(file, rows.type());
      if (!rows.columnMajor()) {
        return new NpyRows(file, shape, rows);
      }
    } catch (Misuse e) {
      rows.close();
      throw e;
    }
    rows.close();
    return dataset(file, Npy.read(file), new int[0]);
  }

  /**
   * Opens a {@code .npz} file with the array {@code images} and, if labelled, {@code labels}.
   *
   * @throws Misuse if there is no such file, or its values, shapes or types are not those of images
   * @throws Failure if it is damaged
   */
  public static Dataset openNpz(Path file) {
    Content.requireFile(file);
    var arrays = Npz.read(file);
    var images =
        arrays
            .array("images")
            .orElseThrow(
                () -> new Misuse(file + ": no array 'images' among " + arrays.arrays().keySet()));
    var labels = labels(file, arrays.array("labels"), images);
    return dataset(file, images, labels);
  }

  private static Dataset dataset(Path file, NdArray array, int[] labels) {
    var name = file.toString();
    var shape = shape(file, array.shape());
    requirePixels(file, array.type());
    int n = array.shape().getFirst();
    if (array.type() == NdArray.Type.UINT8) {
      var layout =
          new ByteImages.Layout(
              MemorySegment.ofArray(array.bytes()), 0, shape.count(), ByteImages.Order.ROW_BY_ROW);
      int classes = Arrays.stream(labels).max().orElse(-1) + 1;
      return new ByteImages(name, shape, n, classes, labels, layout);
    }
    try {
      return new InMemory(name, new Images(shape, array.floats(), labels));
    } catch (Misuse e) {
      throw new Misuse(file + ": " + e.getMessage());
    }
  }

  /** That of one image. */
  private static Shape shape(Path file, List<Integer> sizes) {
    if (sizes.contains(0)) {
      throw new Misuse(file + " holds no images: its array has the shape " + sizes);
    }
    return switch (sizes.size()) {
      case 3 -> Shape.of(1, sizes.get(1), sizes.get(2));
      case 4 -> Shape.of(sizes.get(1), sizes.get(2), sizes.get(3));
      default ->
          throw new Misuse(
              file + ": images have the shape (n, c, h, w) or (n, h, w), not " + sizes);
    };
  }

  private static void requirePixels(Path file, NdArray.Type type) {
    if (!type.isFloating() && type != NdArray.Type.UINT8) {
      throw new Misuse(file + ": images are floats in [0, 1] or unsigned bytes, not " + type);
    }
  }

  private static int[] labels(Path file, Optional<NdArray> array, NdArray images) {
    if (array.isEmpty()) {
      return new int[0];
    }
    var labels = array.get();
    if (labels.type().isFloating() || labels.shape().size() != 1) {
      throw new Misuse(
          "%s: labels are integers (n), not %s %s".formatted(file, labels.type(), labels.shape()));
    }
    var numbers = labels.longs();
    if (!images.shape().isEmpty() && numbers.length != images.shape().getFirst()) {
      throw new Misuse(
          "%s: has %d labels where there are %d images"
              .formatted(file, numbers.length, images.shape().getFirst()));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= Integer.MAX_VALUE) {
        throw new Misuse(file + ": the label of image " + i + " is no class number: " + numbers[i]);
      }
    }
    return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
  }
}

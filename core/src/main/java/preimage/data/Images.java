package preimage.data;

import java.util.Arrays;
import preimage.spec.Misuse;
import preimage.tensor.Shape;

/**
 * A batch of images on the heap: pixels in [0, 1], row-major (n, c, h, w), with their labels where
 * they have any.
 *
 * @param shape (c, h, w) of one image
 * @param pixels n·c·h·w values in [0, 1]
 * @param labels n class numbers, or none at all
 */
public record Images(Shape shape, float[] pixels, int[] labels) {
  public Images {
    if (shape.rank() != 3) {
      throw new Misuse("an image has channels, height and width, not " + shape);
    }
    if (pixels.length % shape.count() != 0) {
      throw new Misuse(pixels.length + " pixels do not make up images of " + shape);
    }
    int n = pixels.length / shape.count();
    if (labels.length != 0 && labels.length != n) {
      throw new Misuse(n + " images cannot have " + labels.length + " labels");
    }
    for (int i = 0; i < pixels.length; i++) {
      if (!(pixels[i] >= 0 && pixels[i] <= 1)) {
        throw new Misuse(outOfRange(pixels[i], i / shape.count()));
      }
    }
  }

  /** Images without labels. */
  public Images(Shape shape, float[] pixels) {
    this(shape, pixels, new int[0]);
  }

  public int count() {
    return pixels.length / shape.count();
  }

  /** The same images, whatever they show. */
  public Images withoutLabels() {
    return new Images(shape, pixels);
  }

  public boolean labelled() {
    return labels.length > 0;
  }

  /** Images {@code from} up to but not including {@code to}. */
  public Images slice(int from, int to) {
    int size = shape.count();
    return new Images(
        shape,
        Arrays.copyOfRange(pixels, from * size, to * size),
        labelled() ? Arrays.copyOfRange(labels, from, to) : labels);
  }

  /** The images at {@code index}, in that order. */
  public Images rows(int... index) {
    int size = shape.count();
    var chosen = new float[Math.multiplyExact(index.length, size)];
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(pixels, index[i] * size, chosen, i * size, size);
    }
    int[] theirs = Arrays.stream(labelled() ? index : labels).map(i -> labels[i]).toArray();
    return new Images(shape, chosen, theirs);
  }

  /** What to say of a pixel that is none. */
  static String outOfRange(float pixel, int image) {
    var hint = pixel > 1 && pixel <= 255 ? "; divide pixels of 0 to 255 by 255" : "";
    return "pixels must lie in [0, 1] but image " + image + " holds " + pixel + hint;
  }
}

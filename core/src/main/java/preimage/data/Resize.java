package preimage.data;

import preimage.tensor.Shape;

/**
 * Brings one image to a size and number of channels. What is too wide or high for the new
 * proportions is cut off evenly on both sides; then each new pixel is the mean of the old ones
 * about its centre, weighted by a triangle that spans two new pixels (two old ones when enlarging).
 * RGB becomes grey by 0.299 R + 0.587 G + 0.114 B.
 */
final class Resize {
  private Resize() {}

  static Images to(Shape wanted, Images image) {
    if (image.shape().equals(wanted)) {
      return image;
    }
    var coloured = channels(image, wanted.size(0));
    var cut = proportions(coloured, wanted.size(1), wanted.size(2));
    int channels = wanted.size(0);
    int height = cut.shape().size(1);
    int width = cut.shape().size(2);
    // Each pass resamples rows and transposes: twice is both directions, the right way round.
    var narrow = rows(cut.pixels(), channels, height, width, wanted.size(2));
    return new Images(wanted, rows(narrow, channels, wanted.size(2), height, wanted.size(1)));
  }

  /** The rectangle of {@code image} from (top, left). */
  static Images cut(Images image, int top, int left, int height, int width) {
    var shape = Shape.of(image.shape().size(0), height, width);
    var pixels = new float[shape.count()];
    for (int line = 0; line < shape.size(0) * height; line++) {
      int y = line / height * image.shape().size(1) + top + line % height;
      System.arraycopy(
          image.pixels(), y * image.shape().size(2) + left, pixels, line * width, width);
    }
    return new Images(shape, pixels);
  }

  private static Images channels(Images image, int wanted) {
    if (image.shape().size(0) == wanted) {
      return image;
    }
    var shape = Shape.of(wanted, image.shape().size(1), image.shape().size(2));
    int plane = shape.size(1) * shape.size(2);
    var pixels = new float[shape.count()];
    var from = image.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          wanted == 1
              ? Math.min(
                  1, 0.299f * from[i] + 0.587f * from[plane + i] + 0.114f * from[2 * plane + i])
              : from[i % plane];
    }
    return new Images(shape, pixels);
  }

  private static Images proportions(Images image, int height, int width) {
    int high = image.shape().size(1);
    int wide = image.shape().size(2);
    int keptWide = Math.clamp(Math.round((double) high * width / height), 1, wide);
    int keptHigh = Math.clamp(Math.round((double) wide * height / width), 1, high);
    return keptWide == wide && keptHigh == high
        ? image
        : cut(image, (high - keptHigh) / 2, (wide - keptWide) / 2, keptHigh, keptWide);
  }

  /** (planes, rows, length) → (planes, wanted, rows). */
  private static float[] rows(float[] in, int planes, int rows, int length, int wanted) {
    double scale = (double) length / wanted;
    double reach = Math.max(1, scale);
    var out = new float[planes * wanted * rows];
    for (int i = 0; i < wanted; i++) {
      double centre = (i + .5) * scale - .5;
      int first = Math.max(0, (int) Math.ceil(centre - reach));
      int last = Math.min(length - 1, (int) Math.floor(centre + reach));
      var weights = new double[last - first + 1];
      double total = 0;
      for (int j = first; j <= last; j++) {
        weights[j - first] = Math.max(0, 1 - Math.abs(j - centre) / reach);
        total += weights[j - first];
      }
      for (int row = 0; row < planes * rows; row++) {
        double sum = 0;
        for (int j = first; j <= last; j++) {
          sum += weights[j - first] * in[row * length + j];
        }
        int place = (row / rows * wanted + i) * rows + row % rows;
        out[place] = (float) Math.clamp(sum / total, 0, 1);
      }
    }
    return out;
  }
}

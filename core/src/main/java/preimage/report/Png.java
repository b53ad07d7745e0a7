package preimage.report;

import java.util.Base64;
import preimage.data.Images;
import preimage.data.PngGrid;
import preimage.tensor.Shape;

/** Pictures as PNG inside {@code data:} addresses. */
final class Png {
  private static final PngGrid ONE = new PngGrid(1, 1, 0);

  private Png() {}

  /** Image {@code index} of a strip as an address that needs no other file. */
  static String address(Strip strip, int index) {
    var image =
        switch (strip) {
          case Strip.Plain(var label, var images) -> images.slice(index, index + 1);
          case Strip.Difference difference -> colours(difference, index);
        };
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(ONE.png(image));
  }

  private static Images colours(Strip.Difference strip, int index) {
    var target = strip.target().slice(index, index + 1);
    var found = strip.found().slice(index, index + 1);
    int channels = target.shape().size(0);
    int plane = target.shape().count() / channels;
    var pixels = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      double sum = 0;
      for (int at = i; at < target.pixels().length; at += plane) {
        sum += (double) found.pixels()[at] - target.pixels()[at];
      }
      int colour = Diverging.colour(sum / channels / strip.limit());
      for (int band = 0; band < 3; band++) {
        pixels[band * plane + i] = (colour >> (16 - 8 * band) & 0xFF) / 255f;
      }
    }
    return new Images(Shape.of(3, target.shape().size(1), target.shape().size(2)), pixels);
  }
}

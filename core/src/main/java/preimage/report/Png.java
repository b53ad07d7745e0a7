package preimage.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import preimage.data.Images;

/** Pictures as PNG inside {@code data:} addresses. */
final class Png {
  private Png() {}

  /** Image {@code index} of a strip as an address that needs no other file. */
  static String address(Strip strip, int index) {
    return switch (strip) {
      case Strip.Plain(var label, var images) -> address(picture(images, index));
      case Strip.Difference difference -> address(picture(difference, index));
    };
  }

  private static BufferedImage picture(Images images, int index) {
    int channels = images.shape().size(0);
    var picture = blank(images, channels == 1);
    int plane = picture.getWidth() * picture.getHeight();
    int start = index * images.shape().count();
    var raster = picture.getRaster();
    for (int i = 0; i < plane; i++) {
      for (int band = 0; band < raster.getNumBands(); band++) {
        int value =
            Math.round(images.pixels()[start + Math.min(band, channels - 1) * plane + i] * 255);
        raster.setSample(i % picture.getWidth(), i / picture.getWidth(), band, value);
      }
    }
    return picture;
  }

  private static BufferedImage picture(Strip.Difference strip, int index) {
    var picture = blank(strip.target(), false);
    int channels = strip.target().shape().size(0);
    int plane = picture.getWidth() * picture.getHeight();
    int start = index * strip.target().shape().count();
    for (int i = 0; i < plane; i++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        int at = start + channel * plane + i;
        sum += (double) strip.found().pixels()[at] - strip.target().pixels()[at];
      }
      picture.setRGB(
          i % picture.getWidth(),
          i / picture.getWidth(),
          Diverging.colour(sum / channels / strip.limit()));
    }
    return picture;
  }

  private static BufferedImage blank(Images images, boolean grey) {
    return new BufferedImage(
        images.shape().size(2),
        images.shape().size(1),
        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
  }

  private static String address(BufferedImage picture) {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

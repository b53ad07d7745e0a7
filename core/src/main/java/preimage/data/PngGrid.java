package preimage.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import preimage.spec.Misuse;
import preimage.work.Atomically;

/**
 * Draws images side by side, row by row, on white, as one PNG: grey images as a grey one.
 *
 * @param columns images a row
 * @param scale how many pixels wide and high each pixel becomes
 * @param gap pixels between images, before scaling
 */
public record PngGrid(int columns, int scale, int gap) {
  public PngGrid {
    if (columns < 1 || scale < 1 || gap < 0) {
      throw new Misuse(
          "a grid needs columns and a scale of 1 or more and no negative gap, not %d, %d, %d"
              .formatted(columns, scale, gap));
    }
  }

  /** As wide as high, enlarged so that an image is some 64 pixels high, a gap of 1. */
  public static PngGrid square(Images images) {
    int columns = (int) Math.ceil(Math.sqrt(Math.max(1, images.count())));
    return new PngGrid(columns, Math.max(1, 64 / images.shape().size(1)), 1);
  }

  /**
   * The bytes of the PNG file.
   *
   * @throws Misuse if there are no images or they are neither grey nor RGB
   */
  public byte[] png(Images images) {
    int channels = images.shape().size(0);
    if ((channels != 1 && channels != 3) || images.count() == 0) {
      throw new Misuse(
          "a picture needs images of 1 or 3 channels, not %d of %s"
              .formatted(images.count(), images.shape()));
    }
    var bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's own cache wants to hear of the process's end, which may have begun.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(draw(images), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the PNG file, whole or not at all. */
  public void write(Images images, Path file) {
    Atomically.write(file, png(images));
  }

  private BufferedImage draw(Images images) {
    int channels = images.shape().size(0);
    int height = images.shape().size(1);
    int width = images.shape().size(2);
    int across = Math.min(columns, images.count());
    int down = Math.ceilDiv(images.count(), columns);
    var picture =
        new BufferedImage(
            (across * (width + gap) - gap) * scale,
            (down * (height + gap) - gap) * scale,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    // Samples, not colours: setRGB would bend grey values by a colour profile.
    var raster = picture.getRaster();
    var row = new int[raster.getWidth() * channels];
    Arrays.fill(row, 255);
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.setPixels(0, y, raster.getWidth(), 1, row);
    }
    var block = new int[scale * scale];
    for (int i = 0; i < images.pixels().length; i++) {
      int image = i / images.shape().count();
      int x = i % width + image % columns * (width + gap);
      int y = i / width % height + image / columns * (height + gap);
      Arrays.fill(block, Math.round(images.pixels()[i] * 255));
      int channel = i / (width * height) % channels;
      raster.setSamples(x * scale, y * scale, scale, scale, channel, block);
    }
    return picture;
  }
}

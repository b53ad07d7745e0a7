package preimage.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import preimage.io.Source;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * Decodes PNG and JPEG files of 1 to 16 bits a channel. Grey stays grey; a palette of greys is
 * grey; transparent pixels are laid over white. Sample values are taken as they are: colour
 * profiles, gamma and a camera's orientation mark are not applied.
 */
public final class Picture {
  /**
   * Pixels a byte of a file: deflate packs at most 1,032 bytes into one, JPEG 512 pixels. (One-bit
   * PNG could hold eight times as many, all the same; such vast blanks are refused.)
   */
  private static final long MOST_PACKED = 1032;

  /** Allowed whatever the file's size. */
  private static final long FEW_PIXELS = 1 << 18;

  private static final long MOST_PIXELS = 50_000_000;

  private Picture() {}

  /**
   * The one image of a file.
   *
   * @throws Misuse if there is no such file
   * @throws Failure if it is damaged, no PNG or JPEG, or too large (over 50 million pixels)
   */
  public static Images read(Path file) {
    Content.requireFile(file);
    try {
      return decode(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw Content.unreadable(file, e);
    }
  }

  /**
   * The one image of a file, brought to {@code shape} (c, h, w), c being 1 or 3: cut to its
   * proportions about the centre, scaled smoothly, made grey or RGB.
   *
   * @throws Misuse if there is no such file, or pictures cannot be brought to that shape
   * @throws Failure as {@link #read(Path)}
   */
  public static Images read(Path file, Shape shape) {
    ImageFolder.requireChannels(shape);
    return Resize.to(shape, read(file));
  }

  /** Decodes {@code content}, which came from {@code file}. */
  static Images decode(Path file, byte[] content) {
    PngChunks.check(file, content);
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new Failure(file + ": neither a PNG nor a JPEG file");
      }
      var reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return samples(file, pixels(file, reader, content.length));
      } finally {
        reader.dispose();
      }
    } catch (Failure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The platform's decoders throw both kinds at damaged files.
      throw new Failure(
          file + ": a damaged picture: " + Source.quoted(String.valueOf(e.getMessage())), e);
    }
  }

  private static BufferedImage pixels(Path file, ImageReader reader, long bytes)
      throws IOException {
    if (!Set.of("png", "jpeg").contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
      throw new Failure(file + ": neither a PNG nor a JPEG file but " + reader.getFormatName());
    }
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > Math.min(MOST_PIXELS, Math.max(FEW_PIXELS, MOST_PACKED * bytes))) {
      throw new Failure(
          "%s: its header speaks of %d×%d pixels, more than %d bytes can hold or anyone should read"
              .formatted(file, reader.getWidth(0), reader.getHeight(0), bytes));
    }
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    var picture = reader.read(0);
    // A cut JPEG is filled up with grey and a warning.
    for (var warning : warnings) {
      if (warning.matches("(?i).*(premature|truncated|corrupt).*")) {
        throw new Failure(file + ": a damaged picture: " + Source.quoted(warning));
      }
    }
    return picture;
  }

  private static Images samples(Path file, BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    var raster = picture.getRaster();
    var model = picture.getColorModel();
    var palette = model instanceof IndexColorModel index ? index : null;
    int bands = palette == null ? raster.getNumBands() : 4;
    int colours = palette != null ? (grey(palette) ? 1 : 3) : bands - (model.hasAlpha() ? 1 : 0);
    if (colours != 1 && colours != 3) {
      throw new Failure(file + ": expected grey or RGB but it has " + colours + " colour channels");
    }
    var shape = Shape.of(colours, height, width);
    var values = new float[shape.count()];
    var row = new int[width * raster.getNumBands()];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        float alpha =
            palette != null
                ? palette.getAlpha(row[x]) / 255f
                : model.hasAlpha() ? share(model, row[x * bands + bands - 1], bands - 1) : 1;
        for (int c = 0; c < colours; c++) {
          float value =
              palette != null ? colour(palette, row[x], c) : share(model, row[x * bands + c], c);
          values[(c * height + y) * width + x] = Math.min(1, value * alpha + (1 - alpha));
        }
      }
    }
    return new Images(shape, values);
  }

  private static float share(ColorModel model, int sample, int band) {
    return sample / (float) ((1 << model.getComponentSize(band)) - 1);
  }

  private static float colour(IndexColorModel palette, int entry, int channel) {
    int colour =
        switch (channel) {
          case 0 -> palette.getRed(entry);
          case 1 -> palette.getGreen(entry);
          default -> palette.getBlue(entry);
        };
    return colour / 255f;
  }

  private static boolean grey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }
}

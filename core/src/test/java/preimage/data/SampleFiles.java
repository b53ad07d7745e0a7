package preimage.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Sinks;

/** Small files of each format, as the tests need them. */
public final class SampleFiles {
  private SampleFiles() {}

  /** {@code count} values 0, 1, 2, … modulo 256. */
  static byte[] ramp(int count) {
    var bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  public static byte[] idxImages(int count, int height, int width) {
    return ByteBuffer.allocate(16 + count * height * width)
        .putInt(0x803)
        .putInt(count)
        .putInt(height)
        .putInt(width)
        .put(ramp(count * height * width))
        .array();
  }

  /** Labels 0, 1, … 9, 0, 1, …. */
  static byte[] idxLabels(int count) {
    var labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 10));
    }
    return labels.array();
  }

  static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  /** Images of random-looking bytes with labels 0, 1, … 9, 0, …. */
  public static byte[] cifar(int count) {
    var records = ramp(count * CifarFile.RECORD);
    for (int i = 0; i < count; i++) {
      records[i * CifarFile.RECORD] = (byte) (i % 10);
    }
    return records;
  }

  /** STL-10 images without labels, of random-looking bytes. */
  public static byte[] stl(int count) {
    return ramp(count * StlFile.RECORD);
  }

  /** Stereo pairs of images. */
  static byte[] norbImages(int pairs, int height, int width) {
    return ByteBuffer.allocate(24 + 2 * pairs * height * width)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x1E3D4C55)
        .putInt(4)
        .putInt(pairs)
        .putInt(2)
        .putInt(height)
        .putInt(width)
        .put(ramp(2 * pairs * height * width))
        .array();
  }

  /** Classes 0, 1, … 4, 0, …. */
  static byte[] norbLabels(int pairs) {
    var labels =
        ByteBuffer.allocate(20 + 4 * pairs)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x1E3D4C54)
            .putInt(1)
            .putInt(pairs)
            .putInt(1)
            .putInt(1);
    for (int i = 0; i < pairs; i++) {
      labels.putInt(i % 5);
    }
    return labels.array();
  }

  /** Digits with labels 1, 2, … 10, 1, …. */
  static byte[] svhn(int count) {
    var x = Mat5.newMatrix(new int[] {32, 32, 3, count}, MatlabType.UInt8);
    for (int i = 0; i < x.getNumElements(); i++) {
      x.setByte(i, (byte) i);
    }
    var y = Mat5.newMatrix(count, 1, MatlabType.UInt8);
    for (int i = 0; i < count; i++) {
      y.setInt(i, 1 + i % 10);
    }
    var file = Mat5.newMatFile().addArray("X", x).addArray("y", y);
    var bytes = ByteBuffer.allocate(Math.toIntExact(file.getUncompressedSerializedSize() + 1024));
    bytes.order(ByteOrder.nativeOrder());
    try (var sink = Sinks.wrap(bytes)) {
      file.writeTo(sink);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** A picture as a file of that format. */
  static byte[] encoded(BufferedImage picture, String format) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format, bytes)) {
        throw new AssertionError("no writer of " + format);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** A file of one colour (0xRRGGBB). */
  public static byte[] plain(int width, int height, int colour, String format) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      picture.setRGB(i % width, i / width, colour);
    }
    return encoded(picture, format);
  }

  static byte[] tarGz(Map<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (var file : new TreeMap<>(files).entrySet()) {
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** A PNG file with right check sums wherever its chunks are whole. */
  static byte[] mended(byte[] png) {
    var bytes = ByteBuffer.wrap(png);
    for (int at = 8; at + 12 <= png.length; ) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      var crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return png;
  }

  public static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

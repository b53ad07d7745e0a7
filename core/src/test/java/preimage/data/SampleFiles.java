package preimage.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small files of each format, as the tests need them. */
final class SampleFiles {
  private SampleFiles() {}

  /** {@code count} values 0, 1, 2, … modulo 256. */
  static byte[] ramp(int count) {
    var bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  static byte[] idxImages(int count, int height, int width) {
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
  static byte[] cifar(int count) {
    var records = ramp(count * CifarFile.RECORD);
    for (int i = 0; i < count; i++) {
      records[i * CifarFile.RECORD] = (byte) (i % 10);
    }
    return records;
  }

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package preimage.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 sums of data sets and files, in hexadecimal. */
final class Sha256 {
  private String known = "";

  /** The sum of {@code dataset}, computed at the first call and remembered. */
  synchronized String of(Dataset dataset) {
    if (known.isEmpty()) {
      var digest = start();
      digest.update(dataset.shape().toString().getBytes(UTF_8));
      for (int i = 0; i < dataset.size(); i++) {
        dataset.digest(i, digest);
      }
      known = hex(digest);
    }
    return known;
  }

  static String of(InputStream content) throws IOException {
    var digest = start();
    var buffer = new byte[1 << 16];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return hex(digest);
  }

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Adds one image: as 8-bit values where all its pixels are such, else as 32-bit floats. */
  static void add(Images image, MessageDigest digest) {
    var pixels = image.pixels();
    var bytes = new byte[pixels.length];
    boolean exact = true;
    for (int i = 0; exact && i < pixels.length; i++) {
      int value = Math.round(pixels[i] * 255);
      bytes[i] = (byte) value;
      exact = value / 255f == pixels[i];
    }
    if (exact) {
      add(bytes, image.labelled() ? image.labels()[0] : -1, digest);
    } else {
      var floats = ByteBuffer.allocate(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
      floats.asFloatBuffer().put(pixels);
      add(floats.array(), image.labelled() ? image.labels()[0] : -1, digest);
    }
  }

  /** Adds one image's stored bytes and its label, -1 for none. */
  static void add(byte[] stored, int label, MessageDigest digest) {
    digest.update(stored);
    digest.update(ByteBuffer.allocate(4).putInt(label).flip());
  }
}

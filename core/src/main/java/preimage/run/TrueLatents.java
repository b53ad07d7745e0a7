package preimage.run;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import preimage.io.Npy;
import preimage.spec.Misuse;

/**
 * The latents (n, d) that targets were made of, read from their {@code .npy} file as they are
 * needed.
 */
public final class TrueLatents implements AutoCloseable {
  private static final int ROWS = 1024;

  private final Path file;
  private final Npy rows;
  private final String sha256;

  private TrueLatents(Path file, Npy rows) {
    this.file = file;
    this.rows = rows;
    if (rows.shape().size() != 2) {
      throw new Misuse(file + ": latents must have shape (n, d) but have " + rows.shape());
    }
    this.sha256 = looked();
  }

  /**
   * Opens a file and looks at all of it; to be closed.
   *
   * @throws Misuse if it holds no latents, or a value is not finite
   * @throws preimage.work.Failure if it cannot be read
   */
  public static TrueLatents open(Path file) {
    var rows = Npy.open(file);
    try {
      return new TrueLatents(file, rows);
    } catch (Misuse e) {
      rows.close();
      throw e;
    }
  }

  /** What errors call it. */
  public String name() {
    return file.toString();
  }

  public int count() {
    return rows.shape().getFirst();
  }

  public int dimension() {
    return rows.shape().getLast();
  }

  /** Of its numbers as floats, row by row. */
  public String sha256() {
    return sha256;
  }

  /** Latents {@code from} up to but not including {@code to}. */
  float[][] rows(int from, int to) {
    int d = dimension();
    float[] values = rows.rows(from, to);
    var latents = new float[to - from][];
    Arrays.setAll(latents, i -> Arrays.copyOfRange(values, i * d, (i + 1) * d));
    return latents;
  }

  private String looked() {
    var digest = digest();
    for (int from = 0; from < count(); from += ROWS) {
      float[] values = rows.rows(from, Math.min(count(), from + ROWS));
      var bytes = ByteBuffer.allocate(4 * values.length);
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          int row = from + i / dimension();
          throw new Misuse(file + ": row " + row + " of the latents holds " + values[i]);
        }
        bytes.putFloat(values[i]);
      }
      digest.update(bytes.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Closes the file. */
  @Override
  public void close() {
    rows.close();
  }
}

package preimage.data;

import java.nio.file.Path;
import java.security.MessageDigest;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.spec.Misuse;
import preimage.tensor.Shape;

/** Images read from their row-major {@code .npy} file as they are asked for. */
final class NpyRows implements Dataset {
  private final Path file;
  private final Shape shape;
  // Closed by the collector with the last data set that reads it: data sets have no close.
  private final Npy rows;
  private final Sha256 sha256 = new Sha256();

  /**
   * Looks at all images.
   *
   * @param rows floats or unsigned bytes
   * @throws Misuse if a pixel is none
   */
  NpyRows(Path file, Shape shape, Npy rows) {
    this.file = file;
    this.shape = shape;
    this.rows = rows;
    sha256();
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public int size() {
    return rows.shape().getFirst();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return 0;
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    int count = shape.count();
    var pixels = new float[Math.multiplyExact(indices.length, count)];
    for (int from = 0; from < indices.length; ) {
      int run = run(indices, from);
      var values = read(indices[from], indices[from] + run);
      System.arraycopy(values, 0, pixels, from * count, values.length);
      from += run;
    }
    return new Images(shape, pixels);
  }

  /** How many neighbours of the file begin at {@code from}. */
  private static int run(int[] indices, int from) {
    int end = from + 1;
    while (end < indices.length && indices[end] == indices[end - 1] + 1) {
      end++;
    }
    return end - from;
  }

  private float[] read(int from, int to) {
    if (from < 0 || to > size()) {
      throw new IndexOutOfBoundsException(file + " has " + size() + " images, not " + to);
    }
    var values = rows.rows(from, to);
    for (int i = 0; i < values.length; i++) {
      if (rows.type() == NdArray.Type.UINT8) {
        values[i] /= 255;
      }
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new Misuse(file + ": " + Images.outOfRange(values[i], from + i / shape.count()));
      }
    }
    return values;
  }

  @Override
  public void digest(int index, MessageDigest digest) {
    if (rows.type() == NdArray.Type.UINT8) {
      Sha256.add(rows.block(index, index + 1).bytes(), -1, digest);
    } else {
      Sha256.add(images(index), digest);
    }
  }
}

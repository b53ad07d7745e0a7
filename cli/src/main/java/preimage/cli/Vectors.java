package preimage.cli;

import java.nio.file.Path;
import java.util.Arrays;
import preimage.io.Npy;
import preimage.spec.Misuse;

/** Rows of numbers in {@code .npy} files. */
final class Vectors {
  private Vectors() {}

  /**
   * The class numbers of a vector (n).
   *
   * @throws Misuse if the file holds no vector of whole numbers
   */
  static int[] labels(Path file) {
    var array = Npy.read(file);
    if (array.shape().size() != 1 || array.type().isFloating()) {
      throw new Misuse(
          file
              + ": labels must be whole numbers of shape (n) but are "
              + array.type()
              + " of "
              + array.shape());
    }
    return Arrays.stream(array.longs())
        .mapToInt(label -> Math.clamp(label, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .toArray();
  }

  /**
   * The rows of a matrix (n, d).
   *
   * @param what they are called in complaints
   * @throws Misuse if the file holds no matrix, or a value is not finite
   */
  static float[][] read(Path file, String what) {
    var array = Npy.read(file);
    if (array.shape().size() != 2) {
      throw new Misuse(file + ": " + what + " must have shape (n, d) but have " + array.shape());
    }
    if (array.count() == 0) {
      throw new Misuse(file + " holds no " + what);
    }
    int d = array.shape().get(1);
    var values = array.floats();
    var rows = new float[array.shape().get(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * d, (i + 1) * d);
      for (float value : rows[i]) {
        if (!Float.isFinite(value)) {
          throw new Misuse(file + ": row " + i + " of the " + what + " holds " + value);
        }
      }
    }
    return rows;
  }
}
